package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Children;
import dev.medallion.replay.transforms.storage.NameOrder;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.StorageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What folders hold. Links are followed; one that leads nowhere is an object that can't be read.
 */
final class LocalListing {
  private static final Comparator<Entry> FLAT =
      Comparator.comparing(Entry::flatName, NameOrder.INSTANCE);

  private LocalListing() {}

  /** Something that a folder directly holds. */
  private record Entry(Path path, String name, boolean folder, long bytes) {
    /** Orders it among all names below the folder: those that it holds come where it stands. */
    String flatName() {
      return folder ? name + "/" : name;
    }

    Stat stat(Address folderAddress) {
      return new Stat(folderAddress.resolve(name), bytes, Optional.empty());
    }
  }

  static Children children(Address folder) throws StorageException {
    List<Stat> objects = new ArrayList<>();
    List<Address> folders = new ArrayList<>();
    List<Entry> entries = entries(folder);
    entries.sort(Comparator.comparing(Entry::name, NameOrder.INSTANCE));
    for (Entry entry : entries) {
      if (entry.folder()) {
        folders.add(folder.resolve(entry.name()));
      } else {
        objects.add(entry.stat(folder));
      }
    }
    return new Children(objects, folders);
  }

  static List<Stat> list(Address folder, NameRange names) throws StorageException {
    List<Stat> found = new ArrayList<>();
    add(folder, folder, names, found);
    return found;
  }

  private static void add(Address top, Address folder, NameRange names, List<Stat> found)
      throws StorageException {
    List<Entry> entries = entries(folder);
    entries.sort(FLAT);
    String start = folder.equals(top) ? "" : folder.below(top) + "/";
    for (Entry entry : entries) {
      if (found.size() >= names.limit()) {
        return;
      }
      String name = start + entry.name();
      if (entry.folder()) {
        if (names.reaches(name + "/")) {
          requireNoCircle(folder, entry);
          add(top, folder.resolve(entry.name()), names, found);
        }
      } else if (names.holds(name)) {
        found.add(entry.stat(folder));
      }
    }
  }

  private static void requireNoCircle(Address folder, Entry entry) throws StorageException {
    Address address = folder.resolve(entry.name());
    try {
      if (Files.isSymbolicLink(entry.path())
          && LocalPaths.of(folder).toRealPath().startsWith(entry.path().toRealPath())) {
        throw new StorageException.Unusable(
            address, "can't be listed: it is a link to one of its parent folders");
      }
    } catch (IOException e) {
      throw LocalErrors.of(address, "can't be listed", e);
    }
  }

  /** In no order. */
  private static List<Entry> entries(Address folder) throws StorageException {
    Path directory = LocalPaths.of(folder);
    List<Entry> entries = new ArrayList<>();
    try {
      if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
        throw new StorageException.Unusable(folder, "can't be listed: it is a file, not a folder");
      }
      try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
        for (Path child : children) {
          entry(child).ifPresent(entries::add);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      StorageException error = LocalErrors.of(folder, "can't be listed or entered", e);
      if (error instanceof StorageException.Absent) {
        return entries;
      }
      throw error;
    }
    return entries;
  }

  /** Empty for a draft, and where it went while its folder was listed. */
  private static Optional<Entry> entry(Path child) throws IOException {
    String name = child.getFileName().toString();
    try {
      BasicFileAttributes found = Files.readAttributes(child, BasicFileAttributes.class);
      if (found.isDirectory()) {
        return Optional.of(new Entry(child, name, true, 0));
      }
      return Drafts.is(name)
          ? Optional.empty()
          : Optional.of(new Entry(child, name, false, found.size()));
    } catch (IOException e) {
      if (!Files.isSymbolicLink(child)) {
        if (e instanceof AccessDeniedException) {
          // The names can be read, but the folder can't be entered.
          throw e;
        }
        if (e instanceof NoSuchFileException) {
          return Optional.empty();
        }
      }
      return Optional.of(new Entry(child, name, false, 0));
    }
  }
}
