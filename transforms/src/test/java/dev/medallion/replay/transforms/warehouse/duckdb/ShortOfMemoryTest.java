package dev.medallion.replay.transforms.warehouse.duckdb;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortOfMemoryTest {
  @TempDir private Path folder;

  @Test
  void whatDoesNotFitIsDoneOnceMoreWithMoreMemory() {
    DuckDbFile file = file(16, 128);
    List<String> limits = new ArrayList<>();

    file.write(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            try (var row = statement.executeQuery("SELECT current_setting('memory_limit')")) {
              row.next();
              limits.add(row.getString(1));
            }
            statement.execute("CREATE TABLE once (n INTEGER)");
            return hold(statement, 48);
          }
        });

    assertThat(limits, is(List.of("16.0 MiB", "128.0 MiB")));
  }

  @Test
  void whatFitsNeitherTimeIsTold() {
    DuckDbFile file = file(4, 32);

    WarehouseException refused =
        assertThrows(
            WarehouseException.class,
            () ->
                file.write(
                    connection -> {
                      try (Statement statement = connection.createStatement()) {
                        return hold(statement, 200);
                      }
                    }));

    assertThat(
        refused.getMessage(),
        allOf(containsString("do not fit into the 32 MiB"), containsString("larger machine")));
  }

  /** One text of so many mebibytes: it can't be spilled. */
  private static boolean hold(Statement statement, int mebibytes) throws SQLException {
    return statement.execute(
        "CREATE TABLE wide AS SELECT repeat('0123456789abcdef', " + mebibytes * 65_536 + ") AS x");
  }

  private DuckDbFile file(int mebibytes, int most) {
    return new DuckDbFile(
        folder.resolve("lake.duckdb"),
        new DuckDbSettings(ZoneOffset.UTC, Duration.ofSeconds(1), mebibytes, most));
  }
}
