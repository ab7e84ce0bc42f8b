package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Field;
import dev.medallion.replay.bigqueryserver.schema.SchemaDiff;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.util.List;
import java.util.Optional;

/**
 * What a patch may change in a table: columns can be added and REQUIRED relaxed, nothing else of
 * the schema, and not the partitioning.
 *
 * <p>Source: cloud.google.com/bigquery/docs/managing-table-schemas.
 */
record TableChange(Catalog catalog, Table table) {

  Table to(ObjectNode wanted) {
    Table changed = table.withResource(wanted);
    SchemaDiff diff = SchemaDiff.between(table.schema(), changed.schema());
    if (!diff.changed().isEmpty()) {
      throw ApiException.invalid(
          "Provided Schema does not match Table " + table.name() + ". " + diff.changed().get(0));
    }
    List<String> required = diff.added().stream().filter(Field::required).map(Field::name).toList();
    if (!required.isEmpty() && !table.schema().fields().isEmpty()) {
      throw ApiException.invalid(
          "Provided Schema does not match Table "
              + table.name()
              + ". Cannot add required fields to an existing schema. (field: "
              + required.get(0)
              + ")");
    }
    if (!changed.isKept()) {
      return catalog.update(changed.withSchema(changed.schema()));
    }
    if (table.isKept() && !cut(table).equals(cut(changed))) {
      throw ApiException.invalid("Cannot change partitioning spec for table " + table.name());
    }
    Table updated = catalog.update(changed.withSchema(changed.schema()));
    if (!diff.added().isEmpty()) {
      catalog.rows().addColumns(updated, diff.added());
    }
    catalog.rows().expire(updated);
    return updated;
  }

  private static Optional<String> cut(Table table) {
    return table.partitioning().map(p -> p.column() + " by " + p.grain());
  }
}
