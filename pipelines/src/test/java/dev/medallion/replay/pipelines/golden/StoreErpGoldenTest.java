package dev.medallion.replay.pipelines.golden;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.testdata.storeerp.StoreErpLake;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The golden itself, held against orders of the committed sample that were worked out by hand. */
class StoreErpGoldenTest {
  private static final Path SAMPLE =
      Path.of("..", "testdata", "store-erp", "sample").toAbsolutePath().normalize();
  private static final LocalDate FROM = LocalDate.parse("2026-01-27");
  private static final LocalDate TO = LocalDate.parse("2026-02-05");

  private static Connection golden;

  @TempDir Path temp;

  @BeforeAll
  static void compute() throws SQLException, IOException {
    golden = StoreErpGolden.expected(SAMPLE, FROM, TO);
  }

  @AfterAll
  static void close() throws SQLException {
    golden.close();
  }

  @Test
  void everyTableHasRows() throws SQLException {
    List<String> counts = new ArrayList<>();
    for (String table : StoreErpGolden.TABLES) {
      String name = table.substring(table.indexOf('.') + 1);
      counts.add(name + " " + query("SELECT count(*) FROM expected." + name).get(0));
    }

    assertThat(
        counts,
        contains(
            "pdv 131",
            "pesquisa 133",
            "produto 211",
            "pedidos 131",
            "produtos 221",
            "itens_sem_produto 6",
            "sales 93",
            "sales_items 157",
            "loyalty_rejects 38",
            "cashback 79",
            "comission_details 93",
            "comission_details_v2 93",
            "comission 14",
            "comission_v2 14",
            "itens_pedido 221",
            "webhooks 139",
            "order_completeness 142"));
  }

  @Test
  void theWorkedExampleComesOutAsTheOriginalHasItWhereItsLostNumberIsZero() throws SQLException {
    assertThat(
        order("900002"),
        contains("22.500000|38.000000|4.000000|5.000000|9.000000|45.000000|22.500000"));
    assertThat(
        query(
            "SELECT linha, round(produto_valor_com_desconto_und, 4), "
                + "round(total_produto_valor_faturado, 4)"
                + " FROM expected.produtos WHERE pedido_id = '900002' ORDER BY linha"),
        contains("0|16.3333|32.6667", "1|16.3333|16.3333"));
  }

  @Test
  void theWorkedExampleCountsTheNumberThatTheOriginalLost() throws SQLException {
    assertThat(
        order("900001"),
        contains("22.500000|1272.560000|4.000000|5.000000|9.000000|45.000000|22.500000"));
    assertThat(
        query(
            "SELECT timestamp, pedido_dia, pedido_numero, vendedor_nome, linha,"
                + " produto_valor_com_desconto_und, total_produto_valor_faturado,"
                + " produto_categoria_principal, produto_categoria_secundaria"
                + " FROM expected.produtos WHERE pedido_id = '900001' ORDER BY linha"),
        contains(
            "20260204T013000|2026-02-03|5501|Bia|0|17.930155|35.860310|Casa|Panos >> Fino",
            "20260204T013000|2026-02-03|5501|Bia|1|17.930155|17.930155|Casa|Panos >> Fino"));
    assertThat(
        query(
            "SELECT linha, produto_id, valor FROM expected.itens_sem_produto"
                + " WHERE pedido_id = '900001'"),
        contains("2|99|1234.560000"));
    assertThat(
        query(
            "SELECT md5(uuid || '|' || pedido_id) FROM expected.pedidos"
                + " WHERE pedido_id = '900001'"),
        contains("56217d4e95ba1d46429c4119304795e9"));
  }

  @Test
  void theVersionThatCountsIsTheLatestCompleteOne() throws SQLException {
    assertThat(
        query(
            "SELECT store_prefix, pedido_id, pedido_dia, total_venda, situacao FROM expected.pdv"
                + " WHERE pedido_id IN ('900005', '900007', '900008', '900009', '900203', '900214')"
                + " ORDER BY pedido_id, store_prefix"),
        contains(
            "z316|900005|2026-02-03|36.000000|Faturado",
            "z316|900007|2026-02-02|47.700000|Faturado",
            "m020|900008|2026-02-03|35.000000|Faturado",
            "z316|900008|2026-02-03|36.000000|Faturado",
            "z316|900009|2026-02-03|36.000000|Faturado",
            "z316|900203|2026-02-03|36.000000|Faturado",
            "z316|900214|2026-02-03|36.000000|Faturado"));
    assertThat(
        query(
            "SELECT pedido_id, timestamp, backfill FROM expected.webhooks"
                + " WHERE pedido_id IN ('900005', '900006', '900301') ORDER BY pedido_id"),
        contains(
            "900005|20260203T150000|false",
            "900006|20260203T000000|true",
            "900301|20260203T150000|false"));
  }

  @Test
  void threeSpellingsAreOneStore() throws SQLException {
    assertThat(
        query("SELECT DISTINCT store_prefix FROM expected.order_completeness ORDER BY 1"),
        contains("a101", "m020", "z316"));
  }

  @Test
  void discountsAreThoseOfTheDocument() throws SQLException {
    assertThat(
        query(
            "SELECT pedido_id, linha, produto_valor_sem_desconto_und, desconto_produto_und,"
                + " desconto_pedido_und, desconto_produto, produto_valor_com_desconto_und"
                + " FROM expected.produtos WHERE pedido_id IN"
                + " ('900102', '900103', '900104', '900105', '900111') ORDER BY 1, 2"),
        contains(
            "900102|0|18.000000|0.000000|0.000000|0.000000|18.000000",
            "900102|1|9.900000|0.000000|0.000000|0.000000|9.900000",
            "900103|0|11.000000|1.100000|0.000000|0.000000|9.900000",
            "900104|0|18.000000|0.000000|0.000000|0.000000|18.000000",
            "900104|1|9.900000|0.000000|0.000000|0.000000|9.900000",
            "900105|0|20.571429|2.571429|0.000000|5.142858|18.000000",
            "900111|0|18.000000|0.000000|1.800000|0.000000|16.200000"));
    assertThat(
        order("900231"),
        contains("15.000000|40.222222|0.000000|0.000000|0.000000|56.000000|41.000000"));
    assertThat(
        order("900106"),
        contains("103.105000|3234.560000|0.000000|0.000000|0.000000|508.640000|405.535000"));
  }

  @Test
  void theLastOfSeveralAnswersAndTheOrdersOwnSearchResultCount() throws SQLException {
    assertThat(
        query("SELECT categoria, preco_custo FROM expected.produto WHERE pedido_id = '900234'"),
        contains("Casa >> Novos|8.250000"));
    assertThat(
        query(
            "SELECT p.pedido_id, p.vendedor_id, count(*), sum(CAST(e_do_pedido AS INT))"
                + " FROM expected.pedidos p JOIN expected.pesquisa s USING (store_prefix, pedido_id)"
                + " WHERE p.pedido_id IN ('900221', '900222') GROUP BY ALL ORDER BY 1"),
        contains("900221|42|2|1", "900222|null|2|0"));
  }

  @Test
  void everyOrderThatIsNoSaleHasItsReason() throws SQLException {
    assertThat(
        query(
            "SELECT pedido_id, reason FROM expected.loyalty_rejects WHERE pedido_id LIKE '900___'"
                + " ORDER BY pedido_id"),
        contains(
            "900001|DISCOUNTED",
            "900002|DISCOUNTED",
            "900103|DISCOUNTED",
            "900111|DISCOUNTED",
            "900112|DISCOUNTED",
            "900222|INCOMPLETE",
            "900232|NO_PRODUCT",
            "900233|NO_PRODUCT",
            "900401|ANONYMOUS_CUSTOMER",
            "900402|INVALID_CPF",
            "900403|PAYMENT_NOT_ELIGIBLE",
            "900407|INCOMPLETE"));
  }

  @Test
  void theSaleOfABackfilledOrderIsAnInstantOfTheDayBefore() throws SQLException {
    assertThat(
        query(
            "SELECT pedido_dia, make_timestamp(epoch_us(timestamp)), pedido_valor, pedido_pontos"
                + " FROM expected.sales WHERE pedido_id IN ('900006', '900413') ORDER BY pedido_id"),
        contains(
            "2026-02-03|2026-02-03 00:00:00|36.000000|36",
            "2026-02-03|2026-02-03 15:00:00|0.030000|1"));
  }

  @Test
  void tiedCustomersShareTheirPartAndPlacesGoByCpf() throws SQLException {
    assertThat(
        query(
            "SELECT cpf_norm, pontos, gasto, posicao - min(posicao) OVER (),"
                + " count(DISTINCT acumulado) OVER () FROM expected.cashback"
                + " WHERE cpf_norm IN ('00141178900', '00141278900') ORDER BY 1"),
        contains("00141178900|98|97.750000|0|1", "00141278900|98|97.750000|1|1"));
    assertThat(
        query(
            "SELECT cliente_nome, cliente_email, pontos FROM expected.cashback"
                + " WHERE cpf_norm = '00041478900'"),
        contains("Rita Reis Lopes|rita@example.com|72"));
  }

  @Test
  void everyTierHasItsCashback() throws SQLException {
    assertThat(
        query(
            "SELECT tier, min(posicao), max(posicao), bool_and(abs(cashback - CASE tier"
                + " WHEN 'Top1' THEN gasto / 5 WHEN 'Top3' THEN gasto * 3 / 20"
                + " WHEN 'Top5' THEN gasto / 10 WHEN 'Top10' THEN gasto * 7 / 100"
                + " WHEN 'Platina' THEN greatest(gasto / 20, 10)"
                + " WHEN 'Ouro' THEN greatest(gasto / 25, 7)"
                + " WHEN 'Prata' THEN greatest(gasto * 3 / 100, 5)"
                + " ELSE greatest(gasto / 50, 3) END) < 0.0051) FROM expected.cashback"
                + " GROUP BY tier ORDER BY 2"),
        contains(
            "Top1|1|1|true",
            "Top3|2|3|true",
            "Top5|4|5|true",
            "Top10|6|10|true",
            "Platina|11|12|true",
            "Ouro|13|27|true",
            "Prata|28|47|true",
            "Bronze|48|79|true"));
    assertThat(
        query("SELECT gasto, cashback FROM expected.cashback WHERE posicao IN (2, 3) ORDER BY 1"),
        contains("320.580000|48.09", "324.100000|48.62"));
  }

  @Test
  void everyTierHasItsCommission() throws SQLException {
    String percentages =
        "SELECT DISTINCT a.tier, CAST(a.percentual AS INT), CAST(b.percentual AS INT)"
            + " FROM expected.comission_details a"
            + " JOIN expected.comission_details_v2 b USING (store_prefix, pedido_id)";
    assertThat(
        query(percentages),
        containsInAnyOrder(
            "Top1|1|2",
            "Top3|1|2",
            "Top5|1|2",
            "Top10|1|2",
            "Platina|1|2",
            "Ouro|2|2",
            "Prata|3|1",
            "Bronze|4|1"));
  }

  @Test
  void centsOfCommissionsAddUpToTheQuartersTotal() throws SQLException {
    for (String version : List.of("", "_v2")) {
      assertThat(
          query(
              "SELECT sum(comissao) - (SELECT round(sum(comissao), 2) FROM expected.comission_details"
                  + version
                  + "), bool_and(comissao BETWEEN ideal - 0.01 AND ideal + 0.01) FROM"
                  + " expected.comission"
                  + version),
          contains("0.00|true"));
    }
    assertThat(
        query(
            "SELECT vendedor_id, store_prefix, vendedor_nome FROM expected.comission"
                + " WHERE contains(vendedor_id, 'OH:') ORDER BY 1"),
        contains(
            "OH:FIN|ALL|FIN",
            "OH:RH|ALL|RH",
            "a101:OH:GER|a101|GER",
            "m020:OH:GER|m020|GER",
            "z316:OH:GER|z316|GER"));
  }

  @Test
  void lostCentsGoToTheLargestRemainders() throws SQLException {
    for (String version : List.of("", "_v2")) {
      assertThat(
          query(
              "SELECT min(part) FILTER (raised) >= max(part) FILTER (NOT raised),"
                  + " count(*) FILTER (raised) > 0 FROM (SELECT ideal * 100 % 1 AS part,"
                  + " comissao > ideal AS raised FROM expected.comission"
                  + version
                  + ")"),
          contains("true|true"));
    }
  }

  @Test
  void sellersGetSeventyPercentTheirStoreTwentyAndTwoDepartmentsFiveEach() throws SQLException {
    assertThat(
        query(
            "SELECT store_prefix, CAST(sum(ideal) FILTER (NOT contains(vendedor_id, 'OH:')) * 2"
                + " - sum(ideal) FILTER (contains(vendedor_id, 'OH:')) * 7 AS DECIMAL(18,4))"
                + " FROM expected.comission WHERE store_prefix <> 'ALL' GROUP BY 1 ORDER BY 1"),
        contains("a101|0.0000", "m020|0.0000", "z316|0.0000"));
    assertThat(
        query(
            "SELECT vendedor_id, CAST(ideal * 20 - (SELECT sum(comissao)"
                + " FROM expected.comission_details) AS DECIMAL(18,4))"
                + " FROM expected.comission WHERE store_prefix = 'ALL' ORDER BY 1"),
        contains("OH:FIN|0.0000", "OH:RH|0.0000"));
  }

  @Test
  void completenessSaysWhatIsThere() throws SQLException {
    assertThat(
        query(
            "SELECT * EXCLUDE (store_prefix, pedido_dia) FROM expected.order_completeness"
                + " WHERE NOT (webhook AND pdv AND produtos = itens) ORDER BY pedido_id"),
        contains(
            "900001|true|true|true|2|3|DISCOUNTED",
            "900002|true|true|true|2|3|DISCOUNTED",
            "900121|true|false|false|0|0|null",
            "900122|true|false|false|0|0|null",
            "900123|true|false|false|0|0|null",
            "900124|true|true|true|1|2|sales",
            "900125|true|false|false|0|0|null",
            "900126|true|false|false|0|0|null",
            "900201|true|false|false|0|0|null",
            "900202|true|false|false|0|0|null",
            "900204|true|false|false|0|0|null",
            "900205|false|true|true|1|1|sales",
            "900211|true|false|false|0|0|null",
            "900212|true|false|false|0|0|null",
            "900213|true|true|true|1|2|sales",
            "900231|true|true|true|1|2|sales",
            "900232|true|true|true|0|1|NO_PRODUCT",
            "900241|true|false|false|0|0|null",
            "900303|false|true|true|1|1|sales",
            "900304|false|true|true|1|1|sales"));
  }

  @Test
  void everyBadObjectDiesOfItsCode() throws SQLException {
    assertThat(
        query(
            "SELECT regexp_extract(path, '(vendas-|pedido-|pesquisa-|produto-)(9[0-9]*)', 2),"
                + " code FROM expected.dead_letters ORDER BY ALL"),
        contains(
            "900121|BAD_TYPE",
            "900122|BAD_TYPE",
            "900123|BAD_TYPE",
            "900124|BAD_TYPE",
            "900125|BAD_TYPE",
            "900126|OUT_OF_RANGE",
            "900201|MISSING_PART",
            "900203|MISSING_PART",
            "900211|UPSTREAM_ERROR_BODY",
            "900212|MISSING_PART",
            "900212|UPSTREAM_ERROR_BODY",
            "900213|UPSTREAM_ERROR_BODY",
            "900214|UPSTREAM_ERROR_BODY",
            "900241|KEY_MISMATCH",
            "900303|MALFORMED_RECORD",
            "900304|KEY_MISMATCH"));
  }

  @Test
  void aWindowHoldsOnlyOrdersWhoseWinnerBelongsToIt() throws SQLException, IOException {
    LocalDate trapDay = LocalDate.parse("2026-02-03");
    try (Connection day = StoreErpGolden.expected(SAMPLE, trapDay, trapDay)) {
      for (String table : StoreErpGolden.TABLES) {
        String name = "expected." + table.substring(table.indexOf('.') + 1);
        boolean byQuarter = name.contains("cashback") || name.matches(".*comission(_v2)?");
        if (!byQuarter) {
          String column = name.endsWith("itens_pedido") ? "data_pedido" : "pedido_dia";
          assertThat(
              name,
              Rows.of(day, "SELECT DISTINCT " + column + " FROM " + name),
              contains("2026-02-03"));
        }
      }
      assertThat(Rows.of(day, "FROM expected.pdv WHERE pedido_id = '900007'"), is(empty()));
    }
  }

  @Test
  void aLakeOverTheEndOfAQuarterHasTwo() throws SQLException, IOException {
    StoreErpLake.write(temp, 5, LocalDate.parse("2026-03-25"), 14, 3);

    try (Connection both =
        StoreErpGolden.expected(
            temp, LocalDate.parse("2026-03-25"), LocalDate.parse("2026-04-07"))) {
      assertThat(
          Rows.of(
              both,
              "SELECT quarter_id, min(posicao), max(acumulado) FROM expected.cashback"
                  + " GROUP BY 1 ORDER BY 1"),
          contains("26Q1|1|1.000000", "26Q2|1|1.000000"));
      assertThat(
          Rows.of(
              both,
              "SELECT quarter_id, sum(c.comissao) = (SELECT round(sum(d.comissao), 2)"
                  + " FROM expected.comission_details d WHERE d.quarter_id = c.quarter_id)"
                  + " FROM expected.comission c GROUP BY quarter_id ORDER BY 1"),
          contains("26Q1|true", "26Q2|true"));
    }
  }

  private static List<String> order(String id) throws SQLException {
    return query(
        "SELECT valor_produtos_custo, valor_produtos_sem_desconto, desconto_produtos,"
            + " desconto_pedido, desconto_total, valor_faturado, valor_lucro"
            + " FROM expected.pedidos WHERE pedido_id = '"
            + id
            + "'");
  }

  private static List<String> query(String sql) throws SQLException {
    return Rows.of(golden, sql);
  }
}
