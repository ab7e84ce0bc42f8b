package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.model.TableOptions;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCommentsTest {
  private static final String DAY = "2026-02-03";
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  private void publish(String run, int version, int amount, TableOptions options) {
    lake.publish(
        ChangeSets.of(
            List.of(lake.replacement(CHARGES, DAY, charges(DAY, amount), version)), Map.of()),
        Staging.context(run, new TreeMap<>(Map.of("silver.charges", options))));
  }

  private static TableOptions described(String table, String amount) {
    return new TableOptions(
        List.of("id"), table, new TreeMap<>(Map.of("amount", amount, "gone", "no such column")));
  }

  private List<String> comments() {
    return lake
        .warehouse()
        .query(
            """
            SELECT coalesce(comment, '-') FROM duckdb_tables() WHERE table_name = 'charges'
            UNION ALL
            SELECT coalesce(comment, '-') FROM (
              SELECT * FROM duckdb_columns() WHERE table_name = 'charges' ORDER BY column_index)
            """,
            10)
        .rows()
        .stream()
        .map(row -> row.get(0).orElseThrow())
        .toList();
  }

  @Test
  void aNewTableAndItsColumnsAreDescribed() {
    publish("r1", 0, 7, described("One row per charge", "In cents; it's whole"));
    assertThat(
        comments(), is(List.of("One row per charge", "-", "-", "In cents; it's whole", "-")));
  }

  @Test
  void changedDescriptionsReachATableWhoseRowsStay() {
    publish("r1", 0, 7, described("old", "old"));
    publish("r2", 1, 7, described("new", "newer"));
    assertThat(comments(), is(List.of("new", "-", "-", "newer", "-")));
  }

  @Test
  void whatTheModelDoesNotDescribeStays() {
    publish("r1", 0, 7, described("by hand", "by hand"));
    publish("r2", 1, 8, TableOptions.NONE);
    assertThat(comments(), is(List.of("by hand", "-", "-", "by hand", "-")));
  }
}
