package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Field;
import dev.medallion.replay.bigqueryserver.schema.Mode;
import dev.medallion.replay.bigqueryserver.schema.Schema;
import dev.medallion.replay.bigqueryserver.schema.SchemaDiff;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.util.List;

/**
 * Holds a job's schema against that of the table which it appends to, or one partition of which it
 * replaces.
 *
 * <p>Source: cloud.google.com/bigquery/docs/reference/rest/v2/Job, schemaUpdateOptions: only with
 * WRITE_APPEND, or with WRITE_TRUNCATE on a partition; else the schemas must agree.
 */
record SchemaChange(Catalog catalog, Disposition disposition) {

  Table apply(Table table, Schema given, Destination destination) {
    if (!disposition.schemaUpdates().isEmpty()
        && disposition.write() == Disposition.Write.WRITE_EMPTY) {
      throw ApiException.invalid(
          "Schema update options should only be specified with WRITE_APPEND disposition, or with "
              + "WRITE_TRUNCATE disposition on a table partition.");
    }
    SchemaDiff diff = SchemaDiff.between(table.schema(), given);
    if (!diff.changed().isEmpty()) {
      throw mismatch(destination, diff.changed().get(0));
    }
    if (!diff.relaxed().isEmpty()
        && !disposition.schemaUpdates().contains("ALLOW_FIELD_RELAXATION")) {
      throw mismatch(
          destination,
          "Field " + diff.relaxed().get(0) + " has changed mode from REQUIRED to NULLABLE");
    }
    if (!diff.added().isEmpty() && !disposition.schemaUpdates().contains("ALLOW_FIELD_ADDITION")) {
      throw mismatch(destination, "Cannot add fields (field: " + diff.added().get(0).name() + ")");
    }
    if (diff.added().isEmpty() && diff.relaxed().isEmpty()) {
      return table;
    }
    return widened(table, diff);
  }

  private Table widened(Table table, SchemaDiff diff) {
    List<Field> added = diff.added().stream().filter(f -> f.mode() != Mode.REQUIRED).toList();
    if (added.size() < diff.added().size()) {
      throw ApiException.invalid(
          "Provided Schema does not match Table "
              + table.name()
              + ". Cannot add required fields to an existing schema.");
    }
    Table updated = catalog.update(table.withSchema(diff.merged(table.schema())));
    catalog.rows().addColumns(updated, added);
    return updated;
  }

  private static ApiException mismatch(Destination destination, String why) {
    return ApiException.invalid("Provided Schema does not match Table " + destination + ". " + why);
  }
}
