package dev.medallion.replay.transforms.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.engine.Column;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaximalModelTest {
  private static final Model MODEL = TestModel.maximal().load();

  @Test
  void aModelThatUsesEveryKeyLoads() {
    assertThat(TestModel.maximal().problems(), is(List.of()));
  }

  @Test
  void aggregatesStandAfterTheirInputsThoughTheFileHasThemOtherwise() {
    assertThat(
        MODEL.tables().stream().map(Table::name).toList(),
        contains("orders_clean", "shops", "parcels", "by_day", "by_month"));
  }

  @Test
  void valuesAreReadAsTheyAreWritten() {
    Source orders = MODEL.sources().get("orders");
    Entity order = MODEL.entity("order");

    assertThat(MODEL.zone(), is(ZoneId.of("Europe/Berlin")));
    assertThat(MODEL.limits(), is(new Limits(0.1, 1_000_000, 0.3, 5)));
    assertThat(
        MODEL.severities(), is(Map.of("foreign_key", Severity.OFF, "freshness", Severity.BLOCK)));
    assertThat(orders.retention(), is(Optional.of(Period.ofMonths(3))));
    assertThat(orders.priority(), is(2));
    assertThat(
        order.latestBy(),
        contains(new Entity.OrderTerm("updated", false), new Entity.OrderTerm("shop", true)));
    assertThat(order.field("order_id").orElseThrow().paths().size(), is(2));
    assertThat(order.field("ordered").orElseThrow().formats().size(), is(2));
    assertThat(order.field("paid").orElseThrow().defaultValue(), is(Optional.of("0")));
    assertThat(MODEL.entity("shop_event").fullHistory(), is(true));
    assertThat(MODEL.table("orders_clean").partitionBy().stable(), is(true));
    assertThat(MODEL.scopeOf(MODEL.table("shops")), is(Optional.of("shop_id")));
    assertThat(MODEL.scopeOf(MODEL.ledger("shop_event")), is(Optional.of("shop_id")));
    assertThat(MODEL.scopeOf(MODEL.table("orders_clean")), is(Optional.empty()));
    assertThat(MODEL.scopeOf(MODEL.table("by_day")), is(Optional.empty()));
  }

  @Test
  void aPartHasTheKeyFieldsThatItsPathTells() {
    Part label = MODEL.entity("parcel").parts().get(0);

    assertThat(
        label.contract().fields().stream().map(Field::name).toList(),
        contains("parcel_id", "layout", "lines"));
    assertThat(label.contract().field("parcel_id").orElseThrow().isOfPath(), is(true));
    assertThat(
        ModelRelations.partColumns(MODEL, MODEL.entity("parcel"), label).stream()
            .map(Column::name)
            .toList(),
        contains(
            "parcel_id", "layout", "lines", "arrival_date", "parcel", "kind", "more", "_event"));
  }

  @Test
  void aSliceOfAllIsNoSlice() {
    AggregateTable byDay = (AggregateTable) MODEL.table("by_day");

    assertThat(
        byDay.inputs().stream().map(AggregateTable.Input::slice).toList(),
        contains(Optional.empty(), Optional.empty()));
    assertThat(byDay.objectsOf(), is(Optional.of("orders")));
  }

  @Test
  void aListOfStructsHasTheTypeOfItsFields() {
    Field items = MODEL.entity("order").field("items").orElseThrow();

    assertThat(ModelRelations.columnType(items), is("STRUCT(\"sku\" VARCHAR, \"count\" BIGINT)[]"));
  }

  @Test
  void aColumnIsDescribedByTheTableOrElseByTheFieldThatItShows() {
    TableOptions orders = MODEL.options(MODEL.table("orders_clean"));

    assertThat(orders.clusterBy(), contains("shop", "email"));
    assertThat(orders.description(), is("One row per order"));
    assertThat(
        orders.columns(),
        is(
            Map.of(
                "piece_count",
                "All pieces of all items",
                "total",
                "Euro with VAT",
                "weight",
                "Kilograms with packaging")));
  }

  @Test
  void aTableOfTablesIsDescribedByItselfAlone() {
    TableOptions byDay = MODEL.options(MODEL.table("by_day"));

    assertThat(byDay.columns(), is(Map.of("file_count", "Objects that it came from")));
    assertThat(MODEL.options(MODEL.table("by_month")), is(TableOptions.NONE));
    assertThat(MODEL.options(MODEL.ledger("order")), is(TableOptions.NONE));
  }

  @Test
  void aTablesColumnsKeepExactDecimals() {
    assertThat(
        MODEL.columns("by_day"),
        contains(
            new Column("day", "DATE"),
            new Column("shop", "VARCHAR"),
            new Column("total", "DECIMAL(38,2)"),
            new Column("file_count", "BIGINT")));
  }

  @Test
  void objectsAreSeenWithTheirPathColumns() {
    assertThat(
        ModelRelations.objectColumns(MODEL.sources().get("orders")).stream()
            .map(Column::name)
            .toList(),
        contains(
            "source",
            "path",
            "kind",
            "arrival_date",
            "shop",
            "part",
            "records",
            "newest_version_at"));
  }

  @Test
  void aReferenceTableIsMadeOfLiteralsAndReadsNoFile() {
    assertThat(
        ModelRelations.createReferenceTable(MODEL, "rates"),
        contains(
            "CREATE TABLE \"rates\" (\"currency\" VARCHAR, \"rate\" DECIMAL(20,2), \"since\" DATE,"
                + " \"active\" BOOLEAN, \"rank\" BIGINT)",
            "INSERT INTO \"rates\" VALUES ('eur', '1.00', '2026-01-01', 'true', '1'), ('usd',"
                + " '0.9', '2026-02-01', 'false', '2')"));
  }

  @Test
  void macrosHoldTheRunsTimeAndThePartitionsDay() {
    assertThat(
        ModelRelations.createMacros(
            Instant.parse("2026-02-03T10:15:00.123456789Z"), Optional.of(LocalDate.of(2026, 2, 1))),
        contains(
            "CREATE OR REPLACE MACRO as_of() AS CAST('2026-02-03T10:15:00.123456Z' AS TIMESTAMP"
                + " WITH TIME ZONE)",
            "CREATE OR REPLACE MACRO partition_day() AS CAST('2026-02-01' AS DATE)"));
  }
}
