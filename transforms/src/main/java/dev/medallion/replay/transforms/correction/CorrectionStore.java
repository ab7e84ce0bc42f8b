package dev.medallion.replay.transforms.correction;

import dev.medallion.replay.options.Text;
import dev.medallion.replay.transforms.digest.Sha256;
import dev.medallion.replay.transforms.files.WholeFiles;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The corrections of a state directory, {@code corrections/<place>-<sequence>.json}: files that are
 * made once and never changed, so that what a run applied can always be looked up.
 */
public final class CorrectionStore {
  private static final int PLACE_DIGITS = 32;

  private final Path folder;

  public CorrectionStore(Path state) {
    this.folder = state.resolve("corrections");
  }

  /**
   * Every correction that was ever made, by place and sequence.
   *
   * @throws WarehouseException where one can't be read, or is of a newer version
   */
  public List<Correction> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Correction> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        all.add(read(file));
      }
    } catch (IOException e) {
      throw new WarehouseException("can't list the corrections in " + folder, e);
    }
    all.sort(Corrections.ORDER);
    return all;
  }

  /** Those that count now: the newest of each place, without those that are withdrawn. */
  public Corrections inForce() {
    return Corrections.inForce(all());
  }

  /** The file that holds a correction, within {@code corrections/}. */
  public static String fileOf(Correction correction) {
    return name(correction.place(), correction.sequence());
  }

  /** Those of these files that are not there any more. */
  public List<String> missing(Collection<String> files) {
    return files.stream().filter(f -> !Files.exists(folder.resolve(f))).toList();
  }

  /** The corrections in these files, all of which count. */
  public Corrections of(Collection<String> files) {
    return Corrections.inForce(files.stream().map(f -> read(folder.resolve(f))).toList());
  }

  /**
   * Stores a correction after those of the same place.
   *
   * @return it, with its sequence
   */
  public Correction add(Correction correction) {
    try {
      for (int number = 1; ; number++) {
        Correction numbered = correction.numbered(number);
        Path file = folder.resolve(fileOf(numbered));
        if (!Files.exists(file) && WholeFiles.create(file, CorrectionJson.write(numbered))) {
          return numbered;
        }
      }
    } catch (IOException e) {
      throw new WarehouseException(
          "can't store the correction of " + correction.place() + " in " + folder, e);
    }
  }

  private static Correction read(Path file) {
    try {
      return CorrectionJson.read(Files.readString(file));
    } catch (IOException e) {
      throw new WarehouseException("can't read the correction " + file + ": " + e.getMessage(), e);
    }
  }

  private static String name(RecordPlace place, int sequence) {
    String digest =
        Sha256.ofText(
            String.join(
                "\0",
                place.source(),
                place.object(),
                place.generation(),
                Long.toString(place.position())));
    return Text.format("%s-%06d.json", digest.substring(0, PLACE_DIGITS), sequence);
  }
}
