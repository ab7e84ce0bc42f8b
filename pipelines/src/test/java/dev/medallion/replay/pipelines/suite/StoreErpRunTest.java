package dev.medallion.replay.pipelines.suite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.golden.Rows;
import dev.medallion.replay.pipelines.golden.StoreErpGolden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs of the sample of store sales, against plain SQL over its files, and the numbered edge
 * cases of the system one by one.
 */
class StoreErpRunTest {
  @TempDir static Path folder;

  private static Bench bench;

  @BeforeAll
  static void run() {
    bench = StoreErpSample.bench(folder, StoreErpSample.ROOT);
    Bench.Outcome outcome = bench.run();
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }

  @Test
  void everyTableIsWhatPlainSqlOverTheRawFilesGives() throws Exception {
    try (Connection warehouse = bench.tables().open()) {
      StoreErpGolden.assertGiven(
          StoreErpSample.ROOT, StoreErpSample.FROM, StoreErpSample.TO, warehouse);
    }
  }

  @Test
  void everyDamagedAnswerIsADeadLetterWithItsCode() throws Exception {
    try (Connection golden =
            StoreErpGolden.expected(StoreErpSample.ROOT, StoreErpSample.FROM, StoreErpSample.TO);
        Connection warehouse = bench.tables().open()) {
      assertThat(
          Rows.of(warehouse, "SELECT object, code FROM ops.replay_dead_letters"),
          containsInAnyOrder(
              Rows.of(golden, "SELECT * FROM expected.dead_letters").toArray(String[]::new)));
    }
  }

  @Test
  void edgeCase1aSaleOfTheNightIsThatDaysThoughItArrivesOnTheNextInUtc() throws Exception {
    assertThat(
        rows("SELECT pedido_dia, timestamp FROM silver.pedidos WHERE pedido_id = '900001'"),
        is(List.of("2026-02-03|20260204T013000")));
  }

  @Test
  void edgeCase1alsoWhenItsWebhookComesTwentyDaysLate() throws Exception {
    assertThat(
        rows("SELECT pedido_dia FROM silver.pedidos WHERE pedido_id IN ('900003', '900004')"),
        is(List.of("2026-02-03", "2026-02-03")));
  }

  @Test
  void edgeCase3aWebhookWithoutAnswersAndAnswersWithoutAWebhookAreTold() throws Exception {
    assertThat(
        rows(
            "SELECT pedido_id, webhook, pdv FROM gold.order_completeness"
                + " WHERE pedido_id IN ('900204', '900205')"),
        containsInAnyOrder("900204|true|false", "900205|false|true"));
  }

  @Test
  void edgeCase5aBackfillLosesToTheRealWebhookAndNothingIsDoubled() throws Exception {
    assertThat(
        rows("SELECT valor_faturado FROM silver.pedidos WHERE pedido_id = '900005'"),
        is(List.of("36.000000")));
    assertThat(
        rows("SELECT count(*) FROM gold.sales WHERE pedido_id = '900005'"), is(List.of("1")));
  }

  @Test
  void edgeCase6aBackfillLiesOnItsBusinessDayThoughItsTimeIsTheEveningBefore() throws Exception {
    assertThat(
        rows(
            "SELECT s.pedido_dia, s.timestamp AT TIME ZONE 'America/Sao_Paulo', w.backfill"
                + " FROM gold.sales s JOIN silver.webhooks w USING (store_prefix, pedido_id)"
                + " WHERE s.pedido_id = '900006'"),
        is(List.of("2026-02-03|2026-02-02 21:00:00|true")));
  }

  @Test
  void edgeCase8anEditThatMovesAnOrderLeavesBothDaysRight() throws Exception {
    assertThat(
        rows("SELECT pedido_dia, valor_faturado FROM silver.pedidos WHERE pedido_id = '900007'"),
        is(List.of("2026-02-02|47.700000")));
  }

  @Test
  void edgeCase9ofSeveralOrdersFoundTheOneItselfNamesTheSeller() throws Exception {
    assertThat(
        rows(
            "SELECT pedido_id, vendedor_id FROM silver.pedidos WHERE pedido_id IN ('900221', '900222')"),
        containsInAnyOrder("900221|42", "900222|null"));
  }

  @Test
  void edgeCase10aRepeatedProductIsTwoLines() throws Exception {
    assertThat(
        rows("SELECT linha FROM silver.produtos WHERE pedido_id = '900101'"),
        containsInAnyOrder("0", "1"));
  }

  @Test
  void edgeCase10aLineOfQuantityZeroIsWorthNothingAndOneThatCostsNothingHasItsPrice()
      throws Exception {
    assertThat(
        rows(
            "SELECT pedido_id, linha, total_produto_valor_faturado, produto_valor_sem_desconto_und"
                + " FROM silver.produtos WHERE linha = 1 AND pedido_id IN ('900102', '900104')"),
        containsInAnyOrder("900102|1|0.000000|9.900000", "900104|1|9.900000|9.900000"));
  }

  @Test
  void edgeCase11commasAndThousandsAreRead() throws Exception {
    assertThat(
        rows(
            "SELECT produto_valor_total, produto_pontos_total FROM gold.sales_items"
                + " WHERE pedido_id = '900106' AND linha = 0"),
        is(List.of("308.640000|309")));
    assertThat(
        rows("SELECT desconto_pedido FROM silver.pedidos WHERE pedido_id = '900111'"),
        is(List.of("3.600000")));
  }

  @Test
  void edgeCase12aMissingProductIsAFindingAndTheOrderStays() throws Exception {
    assertThat(
        rows("SELECT linha FROM silver.itens_sem_produto WHERE pedido_id = '900231'"),
        is(List.of("1")));
    assertThat(
        rows("SELECT count(*) FROM silver.pedidos WHERE pedido_id = '900231'"), is(List.of("1")));
  }

  @Test
  void edgeCase15oneStoreInThreeSpellings() throws Exception {
    assertThat(
        rows("SELECT DISTINCT store_prefix FROM silver.pdv"),
        containsInAnyOrder("z316", "a101", "m020"));
  }

  /** Two stores lost answers; the replay of one leaves the rows of the other, in loyalty too. */
  @Test
  void edgeCase15aReplayOfOneStoreLeavesTheOthersRows(@TempDir Path other) throws Exception {
    Lake lake = Lake.in(other.resolve("lake"));
    StoreErpSample.MODEL.fill().accept(lake);
    Bench stores = StoreErpSample.MODEL.bench(other, lake);
    good(stores.run());
    String count =
        "SELECT store_prefix, count(*) FROM gold.sales WHERE store_prefix IN ('m020', 'z316')"
            + " GROUP BY 1 ORDER BY 1";
    List<String> before = stores.tables().query(count);
    for (String path : lake.objects()) {
      if (path.contains("pdv-pedido") && path.contains("20260203T150000")) {
        Files.delete(lake.root().resolve(path));
      }
    }

    good(stores.run("--scope=z316", "--allow=row_drop", "--allow=eroded"));

    List<String> after = stores.tables().query(count);
    assertThat(after.get(0), is(before.get(0)));
    assertThat(after.get(1), is(not(before.get(1))));
  }

  @Test
  void edgeCase17anErrorBodyIsNoAnswerAndAnOlderFolderCounts() throws Exception {
    assertThat(
        rows("SELECT valor_faturado FROM silver.pedidos WHERE pedido_id = '900214'"),
        is(List.of("36.000000")));
  }

  /** The sum of what is paid out is the commission of the quarter, to the cent. */
  @Test
  void commissionsAddUp() throws Exception {
    for (String v : List.of("", "_v2")) {
      assertThat(
          rows(
              "SELECT (SELECT sum(comissao) FROM gold.comission%1$s) = (SELECT round(sum(comissao), 2) FROM gold.comission_details%1$s)"
                  .formatted(v)),
          is(List.of("true")));
    }
  }

  @Test
  void aPlanIsTrue(@TempDir Path other) {
    Lake lake = Lake.in(other.resolve("lake"));
    StoreErpSample.MODEL.fill().accept(lake);
    Bench planned = StoreErpSample.MODEL.bench(other, lake);

    assertThat(PlanIsTrue.check(planned).exitCode(), is(0));
  }

  private static void good(Bench.Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }

  private static List<String> rows(String query) throws SQLException {
    try (Connection warehouse = bench.tables().open()) {
      return Rows.of(warehouse, query);
    }
  }
}
