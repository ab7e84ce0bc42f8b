package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyTest {
  private static final String DAY = "2026-02-03";
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  @Test
  void readingLeavesEveryByteAsItWas() {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    Map<String, String> before = bytes();
    lake.warehouse().read(List.of(CHARGES));
    lake.warehouse().liveContent(Map.of(CHARGES, Set.of(DAY)));
    lake.query("SELECT * FROM silver.charges");
    assertThat(bytes(), is(before));
  }

  @Test
  void readingWhereThereIsNoWarehouseMakesNone() {
    assertThat(lake.warehouse().read(List.of(CHARGES)).heads(), is(anEmptyMap()));
    assertThat(bytes(), is(anEmptyMap()));
  }

  @Test
  void aDatabaseThatIsNotOursHasNoHeads() {
    lake.execute("CREATE TABLE mine AS SELECT 1 AS x");
    assertThat(lake.warehouse().read(List.of(CHARGES)).heads(), is(anEmptyMap()));
  }

  private Map<String, String> bytes() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  Path::toString,
                  path -> {
                    try {
                      return Sha256.ofFile(path) + Files.getLastModifiedTime(path);
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  }));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
