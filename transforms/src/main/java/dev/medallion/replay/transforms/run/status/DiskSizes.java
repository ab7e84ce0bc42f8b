package dev.medallion.replay.transforms.run.status;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The disk space that a warehouse and its state folder use. */
final class DiskSizes {
  /** DuckDB's own library is one where it is started without the launcher. */
  private static final List<String> TEMPORARY =
      List.of(
          "libduckdb_java*",
          "replay-plan-*",
          "replay-touched-*",
          "replay-spill-*",
          "replay-copies-*");

  private DiskSizes() {}

  static List<Status.Size> of(Optional<Path> warehouse, Address state) throws IOException {
    List<Status.Size> sizes = new ArrayList<>();
    if (warehouse.isPresent()) {
      sizes.add(warehouse(warehouse.get()));
    }
    sizes.add(folder("kept files", state.resolve("files")));
    sizes.add(folder("staging", state.resolve("staging")));
    sizes.add(folder("run folders", state.resolve("runs")));
    sizes.add(folder("corrections", state.resolve("corrections")));
    sizes.add(temporary(Path.of(System.getProperty("java.io.tmpdir"))));
    return sizes;
  }

  /** What processes work with, and leave in the temporary folder when they are killed. */
  private static Status.Size temporary(Path folder) throws IOException {
    Sum sum = new Sum();
    for (String name : TEMPORARY) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, name)) {
        for (Path one : left) {
          Files.walkFileTree(one, sum);
        }
      }
    }
    return sum.of("temporary files (" + String.join(", ", TEMPORARY) + ")", folder.toString());
  }

  /** The file, and DuckDB's log beside it. */
  private static Status.Size warehouse(Path file) throws IOException {
    Sum sum = new Sum();
    for (Path part : List.of(file, file.resolveSibling(file.getFileName() + ".wal"))) {
      if (Files.isRegularFile(part)) {
        sum.add(Files.size(part));
      }
    }
    return sum.of("warehouse", file.toString());
  }

  private static Status.Size folder(String what, Address folder) {
    Sum sum = new Sum();
    try {
      StandardStorages.get()
          .of(folder)
          .list(folder, NameRange.all())
          .forEach(object -> sum.add(object.bytes()));
    } catch (StorageException e) {
      // What can't be looked at is not counted: whoever asks wants to see the rest.
      return sum.of(what, folder.toString());
    }
    return sum.of(what, folder.toString());
  }

  /** Counts files, also while a run deletes some of them. */
  private static final class Sum extends SimpleFileVisitor<Path> {
    private long files;
    private long bytes;

    void add(long size) {
      files++;
      bytes += size;
    }

    Status.Size of(String what, String place) {
      return new Status.Size(what, place, files, bytes);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        add(attributes.size());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }
}
