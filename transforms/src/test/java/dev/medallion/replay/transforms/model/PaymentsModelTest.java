package dev.medallion.replay.transforms.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.engine.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaymentsModelTest {
  private static final Model PAYMENTS = ModelLoader.load(ModelFiles.builtIn("payments"));

  @Test
  void everyTableStandsAfterWhatItReads() {
    List<String> names = PAYMENTS.tables().stream().map(Table::name).toList();
    for (AggregateTable table : PAYMENTS.aggregates()) {
      for (AggregateTable.Input input : table.inputs()) {
        assertThat(
            table.name() + " after " + input.table(),
            names.indexOf(input.table()) < names.indexOf(table.name()),
            is(true));
      }
    }
  }

  @Test
  void columnsAreKnownWithoutRows() {
    assertThat(
        PAYMENTS.columns("customers"),
        contains(
            new Column("id", "VARCHAR"),
            new Column("created_ts", "TIMESTAMP WITH TIME ZONE"),
            new Column("created_date", "DATE"),
            new Column("email", "VARCHAR"),
            new Column("name", "VARCHAR"),
            new Column("_event", "BIGINT")));
    assertThat(
        PAYMENTS.columns("extractions"),
        hasItem(new Column("last_ingested_at", "TIMESTAMP WITH TIME ZONE")));
    assertThat(PAYMENTS.columns("recon_webhooks"), hasItem(new Column("day", "DATE")));
  }

  @Test
  void anEntityIsSeenWithItsFieldsItsPathColumnsAndItsEvent() {
    List<Column> columns = ModelRelations.entityColumns(PAYMENTS, PAYMENTS.entity("customer"));

    assertThat(
        columns,
        contains(
            new Column("id", "VARCHAR"),
            new Column("created", "TIMESTAMP WITH TIME ZONE"),
            new Column("email", "VARCHAR"),
            new Column("name", "VARCHAR"),
            new Column("entity", "VARCHAR"),
            new Column("ingested_at", "TIMESTAMP WITH TIME ZONE"),
            new Column("arrival_date", "DATE"),
            new Column("run_id", "VARCHAR"),
            new Column("part", "VARCHAR"),
            new Column("_event", "BIGINT")));
  }

  @Test
  void theReferenceTableHasTypesOfItsOwnValues() {
    assertThat(
        ModelRelations.referenceColumns(PAYMENTS, "webhook_expectations"),
        contains(
            new Column("event_type", "VARCHAR"),
            new Column("entity", "VARCHAR"),
            new Column("status", "VARCHAR"),
            new Column("expected", "BOOLEAN")));
  }
}
