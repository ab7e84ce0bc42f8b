package dev.medallion.replay.transforms.flow.match;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Objects as files below a folder. It keeps no generations: see {@link Pinning}. */
public final class LocalObjectStore implements ObjectStore {
  private static final long serialVersionUID = 1;

  private final String root;

  private LocalObjectStore(String root) {
    this.root = root;
  }

  /**
   * The store below a folder.
   *
   * @throws MissingRootException where there is no such folder
   */
  public static LocalObjectStore of(Path root) {
    Path absolute = root.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      throw new MissingRootException(
          "The input folder " + absolute + " does not exist; give --input an existing folder.");
    }
    if (!Files.isDirectory(absolute)) {
      throw new MissingRootException(
          "The input " + absolute + " is not a folder; give --input the folder above the sources.");
    }
    return new LocalObjectStore(absolute.toString());
  }

  @Override
  public List<Entry> list(String folder) throws ObjectUnreadableException {
    Path directory = resolve(folder);
    List<Entry> entries = new ArrayList<>();
    try {
      if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
        throw new ObjectUnreadableException(folder, "it is a file, not a folder");
      }
      try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
        for (Path child : children) {
          entry(child).ifPresent(entries::add);
        }
      }
    } catch (NoSuchFileException e) {
      refuseDeadLinks(folder, directory);
      return List.of();
    } catch (ObjectUnreadableException e) {
      throw e;
    } catch (IOException | DirectoryIteratorException e) {
      throw new ObjectUnreadableException(folder, "the folder can't be listed" + reason(e));
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  /** Empty where it went while its folder was listed. */
  private static Optional<Entry> entry(Path child) throws AccessDeniedException {
    String name = child.getFileName().toString();
    try {
      BasicFileAttributes found = Files.readAttributes(child, BasicFileAttributes.class);
      return Optional.of(
          found.isDirectory()
              ? new Entry(name, true, 0, "")
              : new Entry(name, false, found.size(), ""));
    } catch (IOException e) {
      if (Files.isSymbolicLink(child)) {
        // Reading it will fail too, and that is where it is counted.
        return Optional.of(new Entry(name, false, 0, ""));
      }
      if (e instanceof AccessDeniedException denied) {
        // The names can be read, but the folder can't be entered.
        throw denied;
      }
      return e instanceof NoSuchFileException
          ? Optional.empty()
          : Optional.of(new Entry(name, false, 0, ""));
    }
  }

  /** A link that leads nowhere, e.g. to a disk that is not mounted, is not an absent folder. */
  private void refuseDeadLinks(String folder, Path directory) throws ObjectUnreadableException {
    Path top = Path.of(root);
    for (Path at = directory; at != null && !at.equals(top); at = at.getParent()) {
      if (Files.isSymbolicLink(at) && !Files.exists(at)) {
        throw new ObjectUnreadableException(folder, top.relativize(at) + " is a broken link");
      }
    }
  }

  @Override
  public InputStream open(String path) throws ObjectUnreadableException {
    Path file = existingFile(path);
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  public long size(String path) throws ObjectUnreadableException {
    Path file = existingFile(path);
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  public String uri(String path) {
    return root + "/" + path;
  }

  private Path existingFile(String path) throws ObjectUnreadableException {
    Path file = resolve(path);
    if (Files.isDirectory(file)) {
      throw new ObjectUnreadableException(path, "it is a folder, not an object");
    }
    if (!Files.exists(file)) {
      throw new ObjectUnreadableException(
          path,
          Files.exists(file, LinkOption.NOFOLLOW_LINKS)
              ? "it is a broken link"
              : "it does not exist (any more)");
    }
    if (!Files.isRegularFile(file)) {
      throw new ObjectUnreadableException(path, "it is not a regular file");
    }
    return file;
  }

  private Path resolve(String path) throws ObjectUnreadableException {
    try {
      return Path.of(root, path);
    } catch (InvalidPathException e) {
      throw new ObjectUnreadableException(
          path,
          "not a valid name on this machine's file system ("
              + e.getReason()
              + "); is the"
              + " locale UTF-8?");
    }
  }

  private static ObjectUnreadableException unreadable(String path, IOException cause) {
    ObjectUnreadableException failure =
        new ObjectUnreadableException(
            path,
            cause instanceof AccessDeniedException
                ? "no permission"
                : cause instanceof NoSuchFileException
                    ? "it does not exist (any more)"
                    : String.valueOf(cause.getMessage()));
    failure.initCause(cause);
    return failure;
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof DirectoryIteratorException ? e.getCause() : e;
    return cause instanceof AccessDeniedException
        ? " or entered: no permission"
        : ": " + cause.getMessage();
  }
}
