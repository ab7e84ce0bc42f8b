package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Coercion;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Field;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import dev.medallion.replay.bigqueryserver.schema.StoredType;
import dev.medallion.replay.bigqueryserver.sql.Statement;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Rows;
import dev.medallion.replay.bigqueryserver.store.Session;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Statements that change rows. Each answers how many.
 *
 * <p>Source: cloud.google.com/bigquery/docs/reference/standard-sql/dml-syntax.
 */
record Dml(Catalog catalog, Reads reads) {
  private static final String INCOMING = "inserted";

  private Table target(List<String> path) {
    Table table = catalog.table(reads.located(path));
    if (!table.type().equals("TABLE")) {
      throw ApiException.invalidQuery(
          "Cannot modify " + table.name() + ", which is of type " + table.type());
    }
    return table;
  }

  long insert(Statement.Insert insert) {
    Table table = target(insert.table());
    Session session = catalog.session();
    List<Field> fields = columns(table, insert.columns());
    List<StoredType> types =
        List.copyOf(catalog.rows().columns("(" + insert.rows() + ")").values());
    if (types.size() != fields.size()) {
      throw ApiException.invalidQuery(
          "Inserted row has wrong column count; Has "
              + types.size()
              + ", expected "
              + fields.size());
    }
    for (int i = 0; i < types.size(); i++) {
      if (!Coercion.takes(fields.get(i), types.get(i))) {
        throw ApiException.invalidQuery(
            "Query column "
                + (i + 1)
                + " has type "
                + types.get(i)
                + " which cannot be inserted into column "
                + fields.get(i).name()
                + ", which has type "
                + fields.get(i).type().sql());
      }
    }
    session.execute(
        "CREATE TEMP TABLE " + INCOMING + " AS SELECT * FROM " + table.rows() + " LIMIT 0");
    long rows =
        session.execute("INSERT INTO " + INCOMING + " (" + names(fields) + ") " + insert.rows());
    List<String> changed =
        new Incoming(catalog, table, Destination.of(table.name()), INCOMING).partitions();
    session.execute("INSERT INTO " + table.rows() + " SELECT * FROM " + INCOMING);
    session.execute("DROP TABLE " + INCOMING);
    catalog.rows().touch(table, changed);
    catalog.rows().expire(table);
    return rows;
  }

  private static List<Field> columns(Table table, List<String> named) {
    if (named.isEmpty()) {
      return table.schema().fields();
    }
    List<Field> fields = new ArrayList<>();
    for (String name : named) {
      fields.add(
          table
              .schema()
              .find(name)
              .orElseThrow(
                  () ->
                      ApiException.invalidQuery(
                          "Column " + name + " is not present in table " + table.name())));
    }
    return fields;
  }

  private static String names(List<Field> fields) {
    return fields.stream().map(f -> Quote.identifier(f.name())).collect(Collectors.joining(", "));
  }

  /**
   * Deletes. Rows that were streamed a short time ago cannot be.
   *
   * <p>Source: cloud.google.com/bigquery/docs/data-manipulation-language#limitations.
   */
  long delete(Statement.Delete delete) {
    Table table = target(delete.table());
    Rows rows = catalog.rows();
    String as = " AS " + delete.alias();
    refuseStreamed(table, as + " WHERE " + delete.condition());
    List<String> changed =
        rows.partitions(table, table.rows() + as, "(" + delete.condition() + ")");
    long deleted =
        catalog
            .session()
            .execute("DELETE FROM " + table.rows() + as + " WHERE " + delete.condition());
    rows.touch(table, changed);
    return deleted;
  }

  private void refuseStreamed(Table table, String rest) {
    if (catalog.session().number("SELECT count(*) FROM " + table.streamed() + rest) > 0) {
      throw ApiException.invalidQuery(
          "UPDATE or DELETE statement over table "
              + table.name().stored()
              + " would affect rows in the streaming buffer, which is not supported");
    }
  }

  long truncate(Statement.Truncate truncate) {
    Table table = target(truncate.table());
    refuseStreamed(table, "");
    long rows = catalog.rows().count(table, Optional.empty());
    List<String> partitions = List.copyOf(catalog.rows().modified(table.name()).keySet());
    catalog.rows().clear(table, Optional.empty());
    catalog.rows().touch(table, partitions);
    return rows;
  }
}
