package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.Generation;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.Verified;
import dev.medallion.replay.transforms.storage.files.Steps;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.local.LeftDrafts;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The published files, kept by their digest under a state folder: {@code files/<2
 * hex>/<sha256>.parquet}.
 *
 * <p>Heads name them relative to the state folder, so that it may be moved.
 */
public final class KeptFiles {
  private static final String FOLDER = "files";
  private static final String SUFFIX = ".parquet";
  private static final String PART = ".part";

  /** How many files are copied at a time. */
  private static final int KEEPERS = 8;

  private final Address state;
  private final Storage storage;

  public KeptFiles(Address state) {
    this.state = state;
    this.storage = StandardStorages.get().of(state);
  }

  /**
   * Keeps a copy of a file, and checks that its bytes are those of its digest.
   *
   * @return the same file, where it is kept
   */
  public StagedFile keep(StagedFile file) {
    Address kept = state.resolve(relative(file.digest()));
    Address from = Address.parse(file.uri());
    try {
      // A file appears once it is whole; one that others damaged since is replaced.
      boolean damaged = storage.stat(kept).isPresent();
      if (!damaged || !isIntact(kept, file)) {
        requireElsewhere(from, kept);
        copy(from, kept, file, damaged);
      }
    } catch (IOException e) {
      throw new WarehouseException("can't keep " + from + " as " + kept + ": " + e.getMessage(), e);
    }
    return file.at(kept.uri());
  }

  /** Elsewhere than on local disks nobody writes into an object that is there. */
  private static boolean isIntact(Address kept, StagedFile file) throws IOException {
    Storage storage = StandardStorages.get().of(kept);
    Pinned there = storage.pin(kept);
    return LocalFolders.isLocal(kept)
        ? there.generation().value().equals(file.digest())
        : there.bytes() == file.bytes();
  }

  /** Keeps a copy of a file that is no partition's: its rows are not counted. */
  public StagedFile keep(Address file) {
    try {
      Pinned there = StandardStorages.get().of(file).pin(file);
      return keep(
          new StagedFile(
              file.uri(),
              LocalFolders.isLocal(file) ? there.generation().value() : LocalFiles.digest(file),
              0,
              there.bytes()));
    } catch (IOException e) {
      throw new WarehouseException("can't read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Keeps copies of files, several at a time: most of the time they wait for the disk.
   *
   * @return where each of them is kept
   */
  public Map<StagedFile, StagedFile> keepAll(Collection<StagedFile> files) {
    List<StagedFile> distinct = files.stream().distinct().toList();
    List<StagedFile> copies =
        SideBySide.all(
            "keep files",
            KEEPERS,
            distinct.stream().map(f -> (Callable<StagedFile>) () -> keep(f)).toList());
    Map<StagedFile, StagedFile> kept = new HashMap<>();
    for (int i = 0; i < distinct.size(); i++) {
      kept.put(distinct.get(i), copies.get(i));
    }
    return kept;
  }

  /**
   * Deletes all other kept files, and what a process that was killed left half-kept. Nobody may be
   * keeping files meanwhile.
   *
   * @param digests of the files that stay
   */
  public Pruned retain(Set<String> digests) {
    Address folder = state.resolve(FOLDER);
    int files = 0;
    long bytes = 0;
    try {
      for (Stat file : storage.list(folder, NameRange.all())) {
        String name = file.address().name();
        if (name.endsWith(PART)
            || (name.endsWith(SUFFIX)
                && !digests.contains(name.substring(0, name.length() - SUFFIX.length())))) {
          storage.delete(file.address());
          bytes += file.bytes();
          files++;
        }
      }
      for (Address below : storage.children(folder).folders()) {
        LeftDrafts.delete(below);
      }
    } catch (IOException e) {
      throw new WarehouseException("can't delete from " + folder + ": " + e.getMessage(), e);
    }
    return new Pruned(files, bytes);
  }

  /** A name for a local file that is about to be kept, which nobody else takes. */
  public Path scratch() {
    return Outgoing.to(state.resolve(FOLDER).resolve(Nondeterminism.newToken() + PART)).path();
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
    boolean inFull = file.uri().startsWith("/") || file.uri().contains("://");
    return inFull ? file : file.at(state.resolve(file.uri()).uri());
  }

  /** Whether a file is there, of which {@link #resolve} said where. */
  public boolean isThere(String uri) {
    try {
      return storage.stat(Address.parse(uri)).isPresent();
    } catch (IOException e) {
      throw new WarehouseException("can't look for a kept file: " + e.getMessage(), e);
    }
  }

  private static void requireElsewhere(Address file, Address kept) {
    if (file.equals(kept)) {
      throw new WarehouseException(
          "nothing was published: the kept file "
              + kept
              + " is gone or damaged; replay the partition's window instead");
    }
  }

  private void copy(Address from, Address kept, StagedFile file, boolean over) throws IOException {
    try {
      if (!over && LocalFolders.isLocal(from) && LocalFolders.isLocal(kept)) {
        // In one pass: a local file's generation is its digest.
        storage.copy(new Pinned(from, new Generation(file.digest()), file.bytes()), kept);
        Steps.taken("kept " + kept.name());
        return;
      }
      Storage source = StandardStorages.get().of(from);
      Pinned there = source.pin(from);
      ByteSource bytes = new Verified(() -> source.open(there), file.digest());
      if (over) {
        storage.replace(storage.pin(kept), bytes);
      } else {
        new Creation(storage).unshared(kept, bytes);
      }
    } catch (StorageException e) {
      if (isAltered(e)) {
        throw new WarehouseException(
            "nothing was published: the staged file "
                + from
                + " was altered: its SHA-256 is "
                + LocalFiles.digest(from)
                + ", not "
                + file.digest()
                + "; run again to rebuild it",
            e);
      }
      throw e;
    }
    Steps.taken("kept " + kept.name());
  }

  private static boolean isAltered(StorageException e) {
    return e instanceof StorageException.PreconditionFailed
        || e.getCause() instanceof Verified.AlteredException;
  }

  private static String relative(String digest) {
    return FOLDER + "/" + digest.substring(0, 2) + "/" + digest + SUFFIX;
  }
}
