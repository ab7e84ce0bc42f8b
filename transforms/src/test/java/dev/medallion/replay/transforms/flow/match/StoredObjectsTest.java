package dev.medallion.replay.transforms.flow.match;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.medallion.replay.transforms.storage.Address;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredObjectsTest {
  @TempDir Path root;

  @Test
  void aMissingRootIsNamed() {
    Path missing = root.resolve("nowhere");
    assertThat(
        assertThrows(MissingRootException.class, () -> StoredObjects.of(Address.of(missing)))
            .getMessage(),
        is("The input folder " + missing + " does not exist; give --input an existing folder."));
  }

  @Test
  void aRootThatIsAFileIsNamed() throws Exception {
    Path file = Files.writeString(root.resolve("f"), "");
    assertThat(
        assertThrows(MissingRootException.class, () -> StoredObjects.of(Address.of(file)))
            .getMessage(),
        containsString(file + " is not a folder"));
  }

  @Test
  void aFolderThatIsNotThereHoldsNothing() throws Exception {
    assertThat(StoredObjects.of(Address.of(root)).list("no/such").isEmpty(), is(true));
  }

  @Test
  void onlyWhatIsNotThereIsAbsent() throws Exception {
    Files.createSymbolicLink(root.resolve("dead"), root.resolve("gone"));
    Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
    Files.writeString(root.resolve("file"), "");
    assertThat(unlisted("dead"), containsString("dead is a broken link"));
    assertThat(unlisted("dead/a/b"), containsString("dead is a broken link"));
    assertThat(unlisted("loop/a"), containsString("the folder can't be listed"));
    assertThat(unlisted("file"), containsString("it is a file, not a folder"));
    assertThat(unlisted("file/a"), containsString("the folder can't be listed"));
  }

  @Test
  void aFolderThatCanNotBeEnteredIsNotEmpty() throws Exception {
    Path folder = Files.createDirectories(root.resolve("a/b"));
    Files.writeString(folder.resolve("f"), "x");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r--------"));
    assumeTrue(!Files.isExecutable(folder), "this user enters every folder");
    assertThat(unlisted("a/b"), containsString("the folder can't be listed or entered"));
    Files.setPosixFilePermissions(root.resolve("a"), PosixFilePermissions.fromString("---------"));
    assertThat(unlisted("a/b"), containsString("the folder can't be listed or entered"));
    Files.setPosixFilePermissions(root.resolve("a"), PosixFilePermissions.fromString("rwx------"));
  }

  private String unlisted(String folder) {
    return assertThrows(
            ObjectUnreadableException.class, () -> StoredObjects.of(Address.of(root)).list(folder))
        .getMessage();
  }

  @Test
  void whatIsNoReadableObjectIsUnreadableByName() throws Exception {
    Files.createDirectory(root.resolve("folder"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("gone"));
    assertThat(message("folder"), is("folder can't be read: it is a folder, not an object"));
    assertThat(message("link"), is("link can't be read: it is a broken link"));
    assertThat(message("a/b"), is("a/b can't be read: it does not exist (any more)"));
  }

  @Test
  void anObjectWithoutPermissionIsUnreadableByName() throws Exception {
    Path file = Files.writeString(root.resolve("f"), "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(file), "this user reads everything");
    assertThat(message("f"), is("f can't be read: no permission"));
  }

  @Test
  void aDanglingLinkIsListedAsAnObject() throws Exception {
    Files.createSymbolicLink(root.resolve("link"), root.resolve("gone"));
    assertThat(
        StoredObjects.of(Address.of(root)).list("").get(0),
        is(new ObjectStore.Entry("link", false, 0, "")));
  }

  private static ObjectRef object(String path) {
    return new ObjectRef("s", "u", path, "f".repeat(64), 1, LocalDate.of(2026, 2, 3), Map.of());
  }

  @Test
  void anObjectThatWasChangedSinceItWasPinnedIsUnreadableByName() throws Exception {
    Files.writeString(root.resolve("f"), "x");
    assertThat(message("f"), is("f can't be read: its bytes changed between listing and reading"));
  }

  @Test
  void aNameThatLeadsElsewhereIsUnreadableByName() {
    assertThat(message("../f"), is("../f can't be read: it is no name below the input"));
  }

  private String message(String path) {
    StoredObjects store = StoredObjects.of(Address.of(root));
    return assertThrows(
            ObjectUnreadableException.class,
            () -> {
              try (InputStream in = store.open(object(path))) {
                in.readAllBytes();
              }
            })
        .getMessage();
  }
}
