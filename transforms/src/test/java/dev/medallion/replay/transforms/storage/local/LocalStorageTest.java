package dev.medallion.replay.transforms.storage.local;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageContract;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest extends StorageContract {
  @TempDir Path folder;

  private final Storage storage = new LocalStorage();

  @Override
  protected Storage storage() {
    return storage;
  }

  @Override
  protected Address root() {
    return Address.of(folder.resolve("root"));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve("root").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Address at(String name) {
    return root().resolve(name);
  }

  private List<String> names() throws StorageException {
    return storage.list(root(), NameRange.all()).stream()
        .map(s -> s.address().below(root()))
        .toList();
  }

  @Test
  void aGenerationIsTheContentAndNeverTheTime() throws Exception {
    Path file = write("a", "content");
    Pinned before = storage.pin(at("a"));
    assertThat(before.generation().value(), is(Sha256.ofText("content")));
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThat(storage.pin(at("a")), is(before));
    write("a", "CONTENT");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThrows(
        StorageException.PreconditionFailed.class,
        () -> storage.replace(before, ByteSource.of("x")));
  }

  @Test
  void draftsAreNotListed() throws Exception {
    write("there", "x");
    write(".there.a1b2c3.draft", "left by an earlier program");
    write(".0123456789ab.draft", "left by a killed one");
    assertThat(names(), is(List.of("there")));
    assertThat(
        storage.children(root()).objects().stream().map(Stat::address).toList(),
        is(List.of(at("there"))));
    StorageException.Unusable e =
        assertThrows(
            StorageException.Unusable.class,
            () -> storage.create(at(".0123456789ab.draft"), ByteSource.of("x")));
    assertThat(e.getMessage(), containsString("being written"));
  }

  @Test
  void nothingIsLeftBesideWhatIsWritten() throws Exception {
    Pinned a = storage.create(at("a"), ByteSource.of("x")).orElseThrow();
    storage.create(at("a"), ByteSource.of("y"));
    storage.replace(a, ByteSource.of("z"));
    storage.copy(storage.pin(at("a")), at("b"));
    try (var files = Files.list(folder.resolve("root"))) {
      assertThat(
          files.map(f -> f.getFileName().toString()).sorted().toList(), is(List.of("a", "b")));
    }
  }

  @Test
  void aFileWhereAFolderIsExpectedIsNotAbsent() throws Exception {
    write("file", "x");
    for (Address below : List.of(at("file/x"), at("file/x/y"))) {
      StorageException.Unusable e =
          assertThrows(StorageException.Unusable.class, () -> storage.stat(below));
      assertThat(e.getMessage(), containsString("is a file"));
      assertThrows(StorageException.Unusable.class, () -> storage.read(below));
      assertThrows(StorageException.Unusable.class, () -> storage.children(below));
      assertThrows(
          StorageException.Unusable.class, () -> storage.create(below, ByteSource.of("x")));
    }
    assertThrows(StorageException.Unusable.class, () -> storage.list(at("file"), NameRange.all()));
  }

  @Test
  void aFolderWhereAnObjectIsExpectedIsRefused() throws Exception {
    write("a/b", "x");
    assertThrows(StorageException.Unusable.class, () -> storage.read(at("a")));
    assertThrows(StorageException.Unusable.class, () -> storage.delete(at("a")));
    assertThrows(
        StorageException.Unusable.class, () -> storage.create(at("a"), ByteSource.of("x")));
    Files.createDirectory(folder.resolve("root/empty"));
    assertThrows(StorageException.Unusable.class, () -> storage.delete(at("empty")));
    assertThat(Files.isDirectory(folder.resolve("root/empty")), is(true));
  }

  @Test
  void linksAreFollowed() throws Exception {
    write("real/x", "content");
    Files.createSymbolicLink(folder.resolve("root/link"), Path.of("real"));
    Files.createSymbolicLink(folder.resolve("root/other"), Path.of("real", "x"));
    assertThat(names(), is(List.of("link/x", "other", "real/x")));
    assertThat(storage.read(at("link/x")).text(), is("content"));
    assertThat(storage.children(root()).folders(), is(List.of(at("link"), at("real"))));
  }

  @Test
  void aLinkThatLeadsNowhereIsNotAbsent() throws Exception {
    write("there", "x");
    Files.createSymbolicLink(folder.resolve("root/dead"), Path.of("nowhere"));
    assertThat(names(), is(List.of("dead", "there")));
    for (Address dead : List.of(at("dead"), at("dead/x"))) {
      StorageException.Unusable e =
          assertThrows(StorageException.Unusable.class, () -> storage.read(dead));
      assertThat(e.getMessage(), containsString("broken link"));
      assertThrows(StorageException.Unusable.class, () -> storage.stat(dead));
      assertThrows(StorageException.Unusable.class, () -> storage.children(dead));
      assertThrows(StorageException.Unusable.class, () -> storage.list(dead, NameRange.all()));
    }
  }

  @Test
  void linksInACircleAreRefused() throws Exception {
    write("a/x", "x");
    Files.createSymbolicLink(folder.resolve("root/a/up"), Path.of("..", "..", "root"));
    StorageException.Unusable e = assertThrows(StorageException.Unusable.class, this::names);
    assertThat(e.getMessage(), containsString("one of its parent folders"));
  }

  @Test
  void aFolderThatCannotBeListedOrEnteredIsDenied() throws Exception {
    write("closed/x", "x");
    Path closed = folder.resolve("root/closed");
    for (String permissions : List.of("---------", "r--------")) {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString(permissions));
      try {
        assumeTrue(!Files.isExecutable(closed), "this user enters every folder");
        assertThrows(StorageException.Denied.class, () -> storage.children(at("closed")));
        assertThrows(StorageException.Denied.class, this::names);
        assertThrows(StorageException.Denied.class, () -> storage.stat(at("closed/x")));
        assertThrows(StorageException.Denied.class, () -> storage.read(at("closed/x")));
      } finally {
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    StorageException.Unusable e =
        assertThrows(
            StorageException.Unusable.class,
            () -> storage.create(at("x".repeat(256)), ByteSource.of("x")));
    assertThat(e.getMessage(), containsString("too long"));
    assertThrows(StorageException.Unusable.class, () -> storage.read(at("x".repeat(256))));
  }

  @Test
  void aNameThatNoFileCanHaveIsRefused() {
    assertThrows(StorageException.Unusable.class, () -> storage.read(at("a\0b")));
  }
}
