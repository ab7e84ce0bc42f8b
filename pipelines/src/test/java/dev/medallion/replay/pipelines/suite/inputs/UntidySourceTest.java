package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.Lake;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers of an API as it gives them: refusals among them, empty texts for what is not known,
 * numbers with a comma or a point, and a store's code in three spellings.
 */
class UntidySourceTest {
  private static final String MODEL =
      """
      model: erp
      time_zone: UTC
      severities: {freshness: off, day_without_objects: off, baseline: off}
      limits: {dead_letter_ratio: 1}
      sources:
        api: {path: '{arrival_date:yyyy-MM-dd}/{store}/{id}.json', format: json, arrives: {after: P1D}}
      streams:
        order:
          shard_by: [store, id]
          entities:
            order:
              from: api
              key: [store, id]
              latest_by: [ver]
              business_time: day
              error_when: "status <> '3'"
              fields:
                status: {path: /status, type: string}
                store:  {path: /store, path_column: store, type: string, normalize: alphanumeric, required: true}
                branch: {path_column: store, type: string, normalize: alphanumeric}
                id:     {path: /id, path_column: id, type: int64, required: true}
                ver:    {path: /ver, type: int64, default: 0}
                day:    {path: /day, type: date, format: dd/MM/yyyy, required: true}
                due:    {path: /due, type: date, format: dd/MM/yyyy, empty_as_null: true}
                total:  {path: /total, type: 'decimal(9,2)', decimal_comma: either, empty_as_null: true, default: 0}
                items:
                  path: /items
                  type: list<struct>
                  fields:
                    price: {path: /price, type: 'decimal(9,2)', decimal_comma: either, empty_as_null: true}
          tables:
            orders:
              layer: silver
              entity: order
              sql: silver/orders.sql
              key: [store, id]
              partition_by: {column: day, grain: day}
      """;

  @TempDir private Path folder;
  private Lake lake;

  @BeforeEach
  void lay() {
    Lake.in(folder.resolve("m"))
        .put("model.yaml", MODEL)
        .put(
            "silver/orders.sql",
            """
            SELECT store, id, day, branch, due, total, [i.price FOR i IN items] AS prices, _event
            FROM "order"
            """);
    lake = Lake.in(folder.resolve("in"));
  }

  private void answer(String store, String id, String json) {
    lake.put("2026-02-03/" + store + "/" + id + ".json", json);
  }

  private Bench run() {
    Bench bench =
        new Bench(
            folder.resolve("w"),
            "--model=" + folder.resolve("m"),
            "--input=" + folder.resolve("in"),
            "--asOf=2026-02-10T12:00:00Z");
    Outcome outcome = bench.run("--from=2026-02-03", "--to=2026-02-03");
    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(0));
    return bench;
  }

  @Test
  void whatIsMeantIsPublishedAndRefusalsAreSetAside() {
    answer(
        "Z316",
        "1",
        """
        {"status": "3", "store": "z-316", "id": 1, "day": "03/02/2026", "due": "", "total": "1.234,56"}""");
    answer(
        "z-316",
        "1",
        """
        {"status": "3", "store": "Z316", "id": 1, "ver": 1, "day": "03/02/2026", "due": "05/02/2026",
         "total": "1.5", "items": []}""");
    answer(
        "z316",
        "2",
        """
        {"store": "z316", "id": 2, "day": "03/02/2026", "total": " ",
         "items": [{"price": "18,00"}, {"price": "1.234,5"}, {"price": "50.00"}, {"price": ""}]}""");
    answer("z316", "3", "{\"status\": \"2\", \"error\": \"blocked\"}");
    answer("z316", "4", "{\"store\": \"z317\", \"id\": 4, \"day\": \"03/02/2026\"}");
    answer(
        "z316",
        "5",
        "{\"store\": \"z316\", \"id\": 5, \"day\": \"03/02/2026\", \"total\": \"10%\"}");

    Bench bench = run();

    assertThat(
        bench
            .tables()
            .query("SELECT store, id, branch, due, total, prices FROM silver.orders ORDER BY ALL"),
        is(
            List.of(
                "z316|1|z316|2026-02-05|1.50|[]",
                "z316|2|z316|null|0.00|[18.00, 1234.50, 50.00, null]")));
    assertThat(
        bench
            .tables()
            .query("SELECT code, object, field FROM ops.replay_dead_letters ORDER BY ALL"),
        is(
            List.of(
                "BAD_TYPE|2026-02-03/z316/5.json|total",
                "KEY_MISMATCH|2026-02-03/z316/4.json|store",
                "UPSTREAM_ERROR_BODY|2026-02-03/z316/3.json|status")));
  }
}
