package dev.medallion.replay.transforms.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
  @TempDir private Path folder;

  @Test
  void thePackagedModelIsTheOneOfTheRepository() {
    ModelFiles packaged = ModelFiles.builtIn("payments");

    assertThat(
        packaged.digest(),
        is(ModelFiles.ofFolder(StandardStorages.at(Path.of("models/payments"))).digest()));
    assertThat(
        packaged.names(),
        hasItems("model.yaml", "silver/charges.sql", "reference/webhook_expectations.csv"));
  }

  @Test
  void aModelIsFoundInAJarWithoutFolderEntries() throws Exception {
    Path jar = folder.resolve("with space.jar");
    Path classes = Path.of("target/classes");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> walk = Files.walk(classes)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Object files =
          loader
              .loadClass(ModelFiles.class.getName())
              .getMethod("builtIn", String.class)
              .invoke(null, "payments");

      assertThat(
          files.getClass().getMethod("digest").invoke(files),
          is((Object) ModelFiles.builtIn("payments").digest()));
    }
  }

  @Test
  void anUnknownModelIsAnsweredWithTheKnownOnes() {
    ModelException e = assertThrows(ModelException.class, () -> ModelFiles.builtIn("paymnets"));

    assertThat(e.getMessage(), containsString("the built-in models are: payments"));
    assertThat(e.getMessage(), containsString("Did you mean payments?"));
  }

  @Test
  void aFolderWithoutAModelIsRefused() {
    ModelException e =
        assertThrows(ModelException.class, () -> ModelFiles.ofFolder(StandardStorages.at(folder)));

    assertThat(e.getMessage(), containsString("the folder holds no model.yaml"));
  }

  @Test
  void onlyTheFilesOfAModelCount() throws IOException {
    Files.writeString(folder.resolve("model.yaml"), "model: a");
    Files.writeString(folder.resolve("notes.txt"), "x");
    Files.createDirectories(folder.resolve("silver/deep"));
    Files.writeString(folder.resolve("silver/deep/a.sql"), "SELECT 1");

    assertThat(
        ModelFiles.ofFolder(StandardStorages.at(folder)).names(),
        is(java.util.List.of("model.yaml", "silver/deep/a.sql")));
  }

  @Test
  void aFileThatIsNotUtf8IsNamed() throws IOException {
    Files.writeString(folder.resolve("model.yaml"), "model: a");
    Files.write(folder.resolve("a.sql"), new byte[] {(byte) 0xC3, (byte) 0x28});

    ModelException e =
        assertThrows(ModelException.class, () -> ModelFiles.ofFolder(StandardStorages.at(folder)));

    assertThat(e.getMessage(), containsString("a.sql: the file is not UTF-8"));
  }

  @Test
  void theDigestChangesWithNamesAndTexts() {
    String digest = ModelFiles.of(Map.of("a.sql", "xb", "b.sql", "")).digest();

    assertThat(digest.length(), is(64));
    assertThat(ModelFiles.of(Map.of("a.sql", "x", "b.sql", "b")).digest(), is(not(digest)));
    assertThat(ModelFiles.of(Map.of("c.sql", "xb", "b.sql", "")).digest(), is(not(digest)));
    assertThat(ModelFiles.of(Map.of("b.sql", "", "a.sql", "xb")).digest(), is(digest));
  }

  @Test
  void theyTravelToAWorker() throws Exception {
    ModelFiles files = ModelFiles.builtIn("payments");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    ModelFiles read =
        (ModelFiles)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(read.digest(), is(files.digest()));
  }
}
