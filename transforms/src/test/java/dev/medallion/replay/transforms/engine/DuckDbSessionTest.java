package dev.medallion.replay.transforms.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions follow one another in one instance, and see nothing of each other. */
class DuckDbSessionTest {
  @TempDir Path folder;

  @Test
  void theNextSessionFindsNothingOfTheOneBefore() {
    for (int session = 0; session < 3; session++) {
      try (DuckDbSession duckdb = open("UTC")) {
        assertThat(
            duckdb.query("SELECT table_name FROM duckdb_tables()", r -> r.getString(1)), empty());
        assertThat(
            duckdb.single("SELECT getvariable('day')", r -> r.getString(1)), is(nullValue()));
        duckdb.execute(
            "CREATE SCHEMA raw; CREATE TABLE raw.charge (id VARCHAR); CREATE TEMP TABLE t (a INT);"
                + " CREATE MACRO twice(x) AS 2 * x; SET VARIABLE day = 'monday'");
        duckdb.append("raw", "charge", List.of(List.of("ch_1")));
        assertThat(duckdb.single("SELECT id FROM raw.charge", r -> r.getString(1)), is("ch_1"));
      }
    }
  }

  @Test
  void aSessionThatBrokeInATransactionLeavesNothing() throws Exception {
    try (DuckDbSession duckdb = open("UTC")) {
      duckdb.connection().setAutoCommit(false);
      duckdb.execute("CREATE TABLE half (id VARCHAR)");
      assertThrows(SqlFailure.class, () -> duckdb.execute("SELECT nothing"));
    }
    try (DuckDbSession duckdb = open("UTC")) {
      duckdb.execute("CREATE TABLE half (id VARCHAR)");
    }
  }

  @Test
  void eachSessionHasTheZoneAndTheDirectoriesThatItAskedFor() throws Exception {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("a.csv"), "id\n1\n");
    String day = "SELECT CAST(CAST(TIMESTAMPTZ '2026-01-01 00:30:00+00' AS DATE) AS VARCHAR)";
    try (DuckDbSession manila = open("Asia/Manila", mine);
        DuckDbSession bahia = open("America/Bahia")) {
      assertThat(manila.single(day, r -> r.getString(1)), is("2026-01-01"));
      assertThat(bahia.single(day, r -> r.getString(1)), is("2025-12-31"));
      String read = "SELECT count(*) FROM read_csv(" + Sql.literal(mine + "/a.csv") + ")";
      assertThat(manila.single(read, r -> r.getInt(1)), is(1));
      SqlFailure refused =
          assertThrows(SqlFailure.class, () -> bahia.single(read, r -> r.getInt(1)));
      assertThat(refused.getMessage(), containsString("a.csv"));
    }
    try (DuckDbSession bahia = open("America/Bahia")) {
      assertThat(bahia.single(day, r -> r.getString(1)), is("2025-12-31"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a?", "*", "s[1]", "[", "]", "w?.db", "it's", "{a,b}", "~", "é", "%20", " "})
  void aDirectoryMayHaveAnyName(String name) throws Exception {
    Path mine = Files.createDirectories(folder.resolve(name).resolve("part[" + name + "]"));
    Path file = mine.resolve("x-" + name + ".parquet");
    Path beside = Files.createDirectories(folder.resolve("beside")).resolve("y.parquet");
    try (DuckDbSession duckdb = open("UTC", folder.resolve(name))) {
      duckdb.execute("COPY (SELECT 7 AS a) TO " + Sql.literal(file.toString()));
      String read = "SELECT a FROM " + Sql.parquet(List.of(file.toString()));
      assertThat(duckdb.single(read, r -> r.getInt(1)), is(7));
      assertThrows(
          SqlFailure.class,
          () -> duckdb.execute("COPY (SELECT 7 AS a) TO " + Sql.literal(beside.toString())));
    }
  }

  @Test
  void aDirectoryMayHaveABackslashInItsName() throws Exception {
    Path file = Files.createDirectories(folder.resolve("a\\b")).resolve("x.parquet");
    try (DuckDbSession duckdb = open("UTC", file.getParent())) {
      duckdb.execute("COPY (SELECT 7 AS a) TO " + Sql.literal(file.toString()));
      String read = "SELECT a FROM " + Sql.parquet(List.of(file.toString()));
      assertThat(duckdb.single(read, r -> r.getInt(1)), is(7));
    }
  }

  private DuckDbSession open(String zone, Path... readable) {
    return DuckDbSession.open(
        new SessionSettings(
            zone,
            64 << 20,
            folder.resolve("spill").toString(),
            List.of(readable).stream().map(Path::toString).toList()));
  }
}
