package dev.medallion.replay.transforms.storage.kinds;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.storage.local.IntactFiles;
import dev.medallion.replay.transforms.storage.local.LocalCopies;
import dev.medallion.replay.transforms.storage.local.LocalCopies.Wanted;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Objects as local files, for DuckDB, which reads nothing else. A local object is read where it is.
 * Of what is elsewhere a process has one cache of copies, in a temporary folder.
 */
public final class LocalFiles {
  private LocalFiles() {}

  /** What a process keeps on this machine; made when it is needed first. */
  private static final class Cache {
    static final Path FOLDER = make();
    static final LocalCopies COPIES =
        new LocalCopies(address -> StandardStorages.get().of(address), FOLDER, budget(FOLDER));

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("replay-copies-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete copies"));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException("no folder for local copies", e);
      }
    }

    private static void delete(Path folder) {
      try {
        LocalFolders.delete(Address.of(folder));
      } catch (StorageException e) {
        // It is in the temporary folder, which is tidied by others.
        return;
      }
    }

    /** The rest of the disk is for what DuckDB spills, and for files that are to be stored. */
    private static long budget(Path folder) {
      try {
        return Files.getFileStore(folder).getUsableSpace() / 2;
      } catch (IOException e) {
        throw new UncheckedIOException("how much fits into " + folder + " can't be told", e);
      }
    }
  }

  /** A temporary folder of this process. */
  public static Path folder() {
    return Cache.FOLDER;
  }

  /**
   * Files that stay until they are given back. A thread gives back what it has before it asks for
   * more.
   */
  public static final class Borrowed implements AutoCloseable {
    private final Map<String, String> paths;
    private final LocalCopies.Lent lent;

    private Borrowed(Map<String, String> paths, LocalCopies.Lent lent) {
      this.paths = paths;
      this.lent = lent;
    }

    /** Where an object is, by its address. */
    public String path(String uri) {
      return paths.get(uri);
    }

    /** Where objects are, in their order. */
    public List<String> paths(Collection<String> uris) {
      return uris.stream().map(this::path).toList();
    }

    @Override
    public void close() {
      lent.close();
    }
  }

  /** Whether all of these addresses are local. */
  public static boolean areLocal(Collection<String> uris) {
    return uris.stream().allMatch(LocalFiles::isLocal);
  }

  // Paths are by far the most, and there may be many.
  private static boolean isLocal(String uri) {
    return uri.startsWith("/") || LocalFolders.isLocal(Address.parse(uri));
  }

  /**
   * Borrows objects. Copies are verified; local files are not looked at.
   *
   * @param digests hex SHA-256 by address
   * @throws UncheckedIOException naming one that can't be had, or was altered
   */
  public static Borrowed borrow(Map<String, String> digests) {
    Map<String, String> paths = new HashMap<>();
    Map<String, Wanted> wanted = new HashMap<>();
    try {
      for (Map.Entry<String, String> object : digests.entrySet()) {
        String uri = object.getKey();
        if (isLocal(uri)) {
          paths.put(uri, Address.parse(uri).uri());
        } else {
          Address address = Address.parse(uri);
          Storage storage = StandardStorages.get().of(address);
          wanted.put(uri, new Wanted(address, object.getValue(), storage.pin(address).bytes()));
        }
      }
      if (wanted.isEmpty()) {
        return new Borrowed(paths, LocalCopies.NONE);
      }
      LocalCopies.Lent lent = Cache.COPIES.lend(wanted.values());
      wanted.forEach((uri, one) -> paths.put(uri, lent.path(one).toString()));
      return new Borrowed(paths, lent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for objects whose digests nobody kept, as they are now. */
  public static Borrowed borrow(Collection<String> uris) {
    Map<String, String> digests = new TreeMap<>();
    uris.forEach(uri -> digests.put(uri, isLocal(uri) ? "" : digest(Address.parse(uri))));
    return borrow(digests);
  }

  /**
   * Requires local files to be what they were when their digests were recorded; of others copies
   * are compared.
   *
   * @param digests hex SHA-256 by address
   * @throws UncheckedIOException naming the first that is gone or was altered
   */
  public static void requireIntact(Map<String, String> digests) {
    Map<String, String> local = new TreeMap<>(digests);
    local.keySet().removeIf(uri -> !isLocal(uri));
    IntactFiles.require(local);
  }

  /** Hex SHA-256 of an object as it is now. */
  public static String digest(Address address) {
    MessageDigest digest = Sha256.start();
    Storage storage = StandardStorages.get().of(address);
    try (InputStream in = new DigestInputStream(storage.open(storage.pin(address)), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + address, e);
    }
    return Sha256.hex(digest);
  }

  /**
   * A part of an object, which whoever asks compares with a checksum of its own.
   *
   * @return fewer bytes where the object ends before
   */
  public static byte[] part(Address address, long from, int length) throws IOException {
    if (LocalFolders.isLocal(address)) {
      return LocalFolders.part(address, from, length);
    }
    Storage storage = StandardStorages.get().of(address);
    try (InputStream in = storage.open(storage.pin(address), from, length)) {
      return in.readAllBytes();
    }
  }
}
