package dev.medallion.replay.pipelines.launch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLibraryTest {
  private static final String PACKED = "libduckdb_java.so_";

  @TempDir Path folder;

  @Test
  void thisPlatformsLibraryMovesOutOfTheJarAndOnlyThat() throws Exception {
    Class<?> driver = Class.forName("org.duckdb.DuckDBDriver");
    Path original = Path.of(driver.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = Files.copy(original, folder.resolve("duckdb.jar"));
    List<String> before = packed(jar);

    EngineLibrary.moveOut(jar, folder);
    EngineLibrary.moveOut(jar, folder);

    assertThat(packed(jar).size(), is(before.size() - 1));
    Path library = folder.resolve(System.mapLibraryName("duckdb_java"));
    assertThat(Files.size(library), greaterThan(1_000_000L));
    assertThat(packed(original), is(before));
  }

  @Test
  void onlyTheLibraryOfTheNamedPlatformStays() throws Exception {
    Class<?> driver = Class.forName("org.duckdb.DuckDBDriver");
    Path original = Path.of(driver.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = Files.copy(original, folder.resolve("duckdb.jar"));

    assertThrows(IOException.class, () -> EnginePlatforms.keep(jar, "linux_of_old"));
    assertThat(packed(jar), is(packed(original)));
    EnginePlatforms.keep(jar, "linux_amd64");
    EnginePlatforms.keep(jar, "linux_amd64");

    assertThat(packed(jar), is(List.of(PACKED + "linux_amd64")));
  }

  private static List<String> packed(Path jar) throws Exception {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).filter(n -> n.startsWith(PACKED)).toList();
    }
  }
}
