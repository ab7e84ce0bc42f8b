package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.storage.files.Durable;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.storage.files.Steps;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The published files, kept by their digest under a local state directory: {@code files/<2
 * hex>/<sha256>.parquet}.
 *
 * <p>Heads name them relative to the state directory, so that the folder can be moved.
 */
public final class KeptFiles {
  private static final String FOLDER = "files";
  private static final String SUFFIX = ".parquet";

  /** How many files are copied at a time. */
  private static final int KEEPERS = 8;

  private final Path state;

  public KeptFiles(Path state) {
    this.state = state.toAbsolutePath().normalize();
  }

  /**
   * Keeps a copy of a local file, and checks that its bytes are those of its digest.
   *
   * @return the same file, where it is kept
   */
  public StagedFile keep(StagedFile file) {
    Path kept = state.resolve(relative(file.digest()));
    try {
      // A copy is renamed into place once it is whole; one that others damaged since is replaced.
      if (!Files.exists(kept) || !Sha256.ofFile(kept).equals(file.digest())) {
        requireElsewhere(file, kept);
        copy(localPath(file.uri()), kept, file);
      }
    } catch (IOException e) {
      throw new WarehouseException(
          "can't keep " + file.uri() + " as " + kept + ": " + e.getMessage(), e);
    }
    return file.at(kept.toString());
  }

  /** Keeps a copy of a local file that is no partition's: its rows are not counted. */
  public StagedFile keep(Path file) {
    try {
      return keep(new StagedFile(file.toString(), Sha256.ofFile(file), 0, Files.size(file)));
    } catch (IOException e) {
      throw new WarehouseException("can't read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Keeps copies of local files, several at a time: most of the time they wait for the disk.
   *
   * @return where each of them is kept
   */
  public Map<StagedFile, StagedFile> keepAll(Collection<StagedFile> files) {
    List<StagedFile> distinct = files.stream().distinct().toList();
    if (distinct.isEmpty()) {
      return Map.of();
    }
    ExecutorService keepers = Executors.newFixedThreadPool(Math.min(KEEPERS, distinct.size()));
    try {
      Map<StagedFile, StagedFile> kept = new HashMap<>();
      List<Future<StagedFile>> copies =
          keepers.invokeAll(
              distinct.stream().map(f -> (Callable<StagedFile>) () -> keep(f)).toList());
      for (int i = 0; i < distinct.size(); i++) {
        kept.put(distinct.get(i), copies.get(i).get());
      }
      return kept;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new WarehouseException("can't keep files: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseException("nothing was published: the run was stopped", e);
    } finally {
      keepers.shutdownNow();
    }
  }

  /**
   * Deletes all other kept files, and what a process that was killed left half-kept. Nobody may be
   * keeping files meanwhile.
   *
   * @param digests of the files that stay
   */
  public Pruned retain(Set<String> digests) {
    Path folder = state.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return new Pruned(0, 0);
    }
    int files = 0;
    long bytes = 0;
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".part")
            || (name.endsWith(SUFFIX)
                && !digests.contains(name.substring(0, name.length() - SUFFIX.length())))) {
          bytes += Files.size(file);
          files++;
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new WarehouseException("can't delete from " + folder + ": " + e.getMessage(), e);
    }
    return new Pruned(files, bytes);
  }

  /** A name for a file that is about to be kept, which nobody else takes. */
  public Path scratch() {
    Path folder = state.resolve(FOLDER);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new WarehouseException("cannot create " + folder + ": " + e.getMessage(), e);
    }
    return folder.resolve(Nondeterminism.newToken() + ".part");
  }

  /** Deletes such a file, if it is there. */
  public void discard(Path scratch) {
    try {
      Files.deleteIfExists(scratch);
    } catch (IOException e) {
      throw new WarehouseException("can't delete " + scratch + ": " + e.getMessage(), e);
    }
  }

  /** A kept file as heads name it. */
  public StagedFile relative(StagedFile file) {
    return file.at(relative(file.digest()));
  }

  /** Where a file that a head names lies now. */
  public StagedFile resolve(StagedFile file) {
    return file.at(state.resolve(file.uri()).toString());
  }

  /**
   * The path of a file's uri.
   *
   * @throws WarehouseException where it is not a local one
   */
  public static Path localPath(String uri) {
    String path = uri.startsWith("file:") ? uri.substring("file:".length()) : uri;
    if (path.startsWith("//")) {
      path = path.substring(2);
    }
    if (path.contains("://")) {
      throw new WarehouseException(
          "an embedded warehouse uses only local files, not " + uri + "; use a local --staging");
    }
    return Path.of(path);
  }

  private static void requireElsewhere(StagedFile file, Path kept) {
    if (localPath(file.uri()).toAbsolutePath().normalize().equals(kept)) {
      throw new WarehouseException(
          "nothing was published: the kept file "
              + kept
              + " is gone or damaged; replay the partition's window instead");
    }
  }

  private static void copy(Path from, Path kept, StagedFile file) throws IOException {
    Files.createDirectories(kept.getParent());
    // Two processes may keep the same bytes at once; each has a name of its own until it is whole.
    Path part = kept.resolveSibling(file.digest() + "." + Nondeterminism.newToken() + ".part");
    try {
      MessageDigest sha = Sha256.start();
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(part), sha)) {
        Files.copy(from, out);
      }
      String found = Sha256.hex(sha);
      if (!found.equals(file.digest())) {
        throw new WarehouseException(
            "nothing was published: the staged file "
                + from
                + " was altered: its SHA-256 is "
                + found
                + ", not "
                + file.digest()
                + "; run again to rebuild it");
      }
      // Its bytes are on the disk before its name, and its name before a head says so.
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
      Durable.file(kept);
      Steps.taken("kept " + kept.getFileName());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String relative(String digest) {
    return FOLDER + "/" + digest.substring(0, 2) + "/" + digest + SUFFIX;
  }
}
