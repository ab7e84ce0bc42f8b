package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of stores whose path carries no date, beside the sales of each day. */
class UndatedSourceTest {
  private static final String MODEL =
      """
      model: sales
      time_zone: UTC
      severities: {freshness: off, day_without_objects: off, row_drop: off}
      sources:
        sales:  {path: 'sales/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl', format: jsonl, arrives: {after: P1D}}
        stores: {path: 'stores/{region}/{file}.csv', format: csv}
      streams:
        sale:
          shard_by: [id]
          entities:
            sale:
              from: sales
              key: [id]
              latest_by: [sold_at]
              business_time: sold_at
              fields:
                id:      {path: /id, type: string, required: true}
                store:   {path: /store, type: string, required: true}
                sold_at: {path: /sold_at, type: timestamp, format: iso8601, required: true}
          tables:
            sales: {layer: silver, entity: sale, sql: silver/sales.sql, key: [id], partition_by: {column: day, grain: day}}
        store:
          shard_by: [id]
          entities:
            store:
              from: stores
              history: full
              key: [id]
              latest_by: [seen]
              business_time: seen
              fields:
                id:     {path: /id, type: string, required: true}
                name:   {path: /name, type: string}
                seen:   {path: /seen, type: date, format: iso8601, required: true}
                region: {path_column: region, type: string}
          tables:
            stores: {layer: silver, entity: store, sql: silver/stores.sql, key: [id], partition_by: {grain: none}}
      tables:
        days: {layer: gold, from: {sales: {}, stores: {slice: all}}, sql: gold/days.sql, key: [day, region], partition_by: {column: day, grain: day}}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void lay() throws IOException {
    write("m/model.yaml", MODEL);
    write("m/silver/sales.sql", "SELECT id, store, CAST(sold_at AS DATE) AS day, _event FROM sale");
    write("m/silver/stores.sql", "SELECT id, name, region, _event FROM store");
    write(
        "m/gold/days.sql",
        """
        SELECT s.day, coalesce(t.region, '?') AS region, count(*) AS sales
        FROM sales s LEFT JOIN stores t ON t.id = s.store
        WHERE s.day = partition_day() GROUP BY ALL
        """);
    write(
        "in/sales/dt=2026-02-03/a.jsonl",
        "{'id':'1','store':'x','sold_at':'2026-02-03T10:00:00Z'}");
    write(
        "in/sales/dt=2026-02-04/a.jsonl",
        "{'id':'2','store':'y','sold_at':'2026-02-04T10:00:00Z'}");
    write("in/stores/north/2025.csv", "id,name,seen\nx,Ex,2025-01-01\ny,Why,2025-01-01\n");
    write("in/stores/north/2026.csv", "id,name,seen\nx,Ex new,2026-01-01\n");
  }

  @Test
  void itIsReadWholeWhateverTheWindowAndTheCutLeavesNoTrace() {
    Bench whole = bench("whole");
    good(whole.run("--from=2026-02-03", "--to=2026-02-04"));
    SortedMap<String, List<String>> expected = whole.tables().contents();

    Bench cut = bench("cut");
    good(cut.run("--from=2026-02-03", "--to=2026-02-03"));
    good(cut.run("--from=2026-02-04", "--to=2026-02-04"));

    // Columns in the order of their names.
    assertThat(expected.get("silver.stores"), is(List.of("x|Ex new|north", "y|Why|north")));
    assertThat(expected.get("gold.days"), is(List.of("2026-02-03|north|1", "2026-02-04|north|1")));
    assertThat(cut.tables().contents(), is(expected));
    Outcome again = whole.run("--from=2026-02-03", "--to=2026-02-04");
    good(again);
    assertThat(again.out(), containsString("0 partitions published"));
  }

  @Test
  void whatLiesBesideItsObjectsIsNamed() throws IOException {
    write("in/stores/north/notes.txt", "x");

    Outcome outcome = bench("w").run("--from=2026-02-03", "--to=2026-02-03");

    assertThat(outcome.exitCode(), is(3));
    assertThat(outcome.out(), containsString("unmatched_objects"));
    assertThat(outcome.out(), containsString("stores/north/notes.txt"));
  }

  @Test
  void aSnapshotThatIsGoneLeavesNoRowsAndBlocks() throws IOException {
    Bench bench = bench("w");
    good(bench.run("--from=2026-02-03", "--to=2026-02-03"));
    Files.delete(folder.resolve("in/stores/north/2025.csv"));
    Files.delete(folder.resolve("in/stores/north/2026.csv"));

    Outcome outcome = bench.run("--from=2026-02-03", "--to=2026-02-03");

    assertThat(outcome.exitCode(), is(3));
    assertThat(outcome.out(), containsString("no_objects"));
  }

  @Test
  void aBadRecordIsADeadLetterAndComesBackCorrected() throws IOException {
    write("in/stores/south/1.csv", "id,name,seen\nz,Zed,yesterday\n");
    Bench bench = bench("w");
    Outcome first = bench.run("--from=2026-02-03", "--to=2026-02-03", "--allow=dead_letter_ratio");
    good(first);
    assertThat(
        bench.tables().query("SELECT object FROM ops.replay_dead_letters"),
        is(List.of("stores/south/1.csv")));

    write("in/stores/south/1.csv", "id,name,seen\nz,Zed,2026-01-01\n");
    good(bench.run("--from=2026-02-04", "--to=2026-02-04"));

    assertThat(bench.tables().query("SELECT object FROM ops.replay_dead_letters").size(), is(0));
    assertThat(bench.tables().contents().get("silver.stores").size(), is(3));
  }

  @Test
  void anEntityOfItThatIsReadByWindowIsRefused() throws IOException {
    write("m/model.yaml", MODEL.replace("        history: full\n", ""));

    Outcome outcome = bench("w").run("--from=2026-02-03", "--to=2026-02-03");

    assertThat(outcome.exitCode(), is(2));
    assertThat(
        outcome.err(),
        containsString(
            "the path of source stores has no {arrival_date}, so a window cannot limit what is"
                + " listed. Add history: full"));
  }

  @Test
  void aTableOfItsObjectsIsRefused() throws IOException {
    write(
        "m/model.yaml",
        MODEL.replace("from: {sales: {}, ", "from: {objects: {source: stores}, sales: {}, "));

    Outcome outcome = bench("w").run("--from=2026-02-03", "--to=2026-02-03");

    assertThat(outcome.exitCode(), is(2));
    assertThat(
        outcome.err(),
        containsString("the path of source stores has no {arrival_date}, but objects"));
  }

  private Bench bench(String name) {
    return new Bench(
        folder.resolve(name),
        "--model=" + folder.resolve("m"),
        "--input=" + folder.resolve("in"),
        "--asOf=2026-02-10T12:00:00Z");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, path.endsWith("jsonl") ? text.replace('\'', '"') : text);
  }

  private static void good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }
}
