package dev.medallion.replay.transforms.repair.correction;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.Place;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The corrections of a state directory, {@code corrections/<place>-<sequence>.json}: files that are
 * created once and never changed, so that one can always look up what a run applied.
 */
public final class CorrectionStore {
  private static final int PLACE_DIGITS = 32;

  private final Place folder;

  public CorrectionStore(Place state) {
    this.folder = state.folder("corrections");
  }

  /**
   * Every correction that was ever made, by place and sequence.
   *
   * @throws WarehouseException where one can't be read, or is of a newer version
   */
  public List<Correction> all() {
    List<Correction> all = new ArrayList<>();
    try {
      for (Stat stat : folder.storage().children(folder.address()).objects()) {
        if (stat.address().name().endsWith(".json")) {
          all.add(read(stat.address()));
        }
      }
    } catch (StorageException e) {
      throw new WarehouseException(
          "cannot list the corrections in " + folder + ": " + e.getMessage(), e);
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
    return files.stream().filter(f -> !exists(folder.resolve(f))).toList();
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
        Address file = folder.resolve(fileOf(numbered));
        if (!exists(file)
            && new Creation(folder.storage()).holds(file, CorrectionJson.write(numbered))) {
          return numbered;
        }
      }
    } catch (StorageException e) {
      throw new WarehouseException(
          "can't store the correction of "
              + correction.place()
              + " in "
              + folder
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private boolean exists(Address file) {
    try {
      return folder.storage().stat(file).isPresent();
    } catch (StorageException e) {
      throw new WarehouseException("can't look up a correction: " + e.getMessage(), e);
    }
  }

  private Correction read(Address file) {
    try {
      return CorrectionJson.read(folder.storage().read(file).text());
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
