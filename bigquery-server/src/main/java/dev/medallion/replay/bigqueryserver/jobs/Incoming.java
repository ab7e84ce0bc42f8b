package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Field;
import dev.medallion.replay.bigqueryserver.schema.FieldType;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import dev.medallion.replay.bigqueryserver.store.Session;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.util.List;
import java.util.Optional;

/** Rows about to be written, held to the rules of their table. */
record Incoming(Session session, Table table, Destination destination, String relation) {
  /** cloud.google.com/bigquery/quotas#partitioned_tables: partitions modified by one job. */
  private static final int MOST_PARTITIONS = 4000;

  void check() {
    required(table.schema().fields(), "");
    if (table.partitioning().isEmpty()) {
      return;
    }
    String id = table.partitioning().get().idSql();
    destination.partition().ifPresent(p -> inside(id, p));
    long partitions = session.number("SELECT count(DISTINCT " + id + ") FROM " + relation);
    if (partitions > MOST_PARTITIONS) {
      throw new ApiException(
          400,
          "invalidQuery",
          "Too many partitions produced by query, allowed "
              + MOST_PARTITIONS
              + ", query produces at least "
              + partitions
              + " partitions");
    }
  }

  /**
   * All rows of a job into {@code t$id} must belong to it.
   *
   * <p>Source: cloud.google.com/bigquery/docs/managing-partitioned-table-data, "Use a load job" and
   * "Use a query job": data must match the partition of a column-partitioned table.
   */
  private void inside(String id, String partition) {
    Optional<String> stray =
        session.first(
            "SELECT "
                + id
                + " FROM "
                + relation
                + " WHERE "
                + id
                + " <> "
                + Quote.literal(partition)
                + " LIMIT 1",
            r -> r.getString(1));
    if (stray.isPresent()) {
      throw ApiException.invalid(
          "Some rows belong to different partitions rather than destination partition "
              + destination.table().table()
              + "$"
              + partition
              + ": a row belongs to "
              + stray.get());
    }
  }

  /** A REQUIRED column without a value fails the job, at any depth. */
  private void required(List<Field> fields, String within) {
    for (Field field : fields) {
      if (field.required()) {
        check(field, within + Quote.identifier(field.name()) + " IS NULL");
      }
      if (field.type() == FieldType.RECORD && !field.repeated()) {
        requiredBelow(field, within + Quote.identifier(field.name()));
      } else if (field.type() == FieldType.RECORD) {
        requiredInList(field, within + Quote.identifier(field.name()));
      }
    }
  }

  private void requiredBelow(Field record, String path) {
    for (Field field : record.fields()) {
      if (field.required()) {
        check(
            field,
            path + " IS NOT NULL AND " + path + "." + Quote.identifier(field.name()) + " IS NULL");
      }
    }
  }

  private void requiredInList(Field record, String path) {
    for (Field field : record.fields()) {
      if (field.required()) {
        check(
            field,
            "list_has_any(list_transform("
                + path
                + ", lambda e: e IS NOT NULL AND e."
                + Quote.identifier(field.name())
                + " IS NULL), [true])");
      }
    }
  }

  private void check(Field field, String condition) {
    if (session.number("SELECT count(*) FROM " + relation + " WHERE " + condition) > 0) {
      throw ApiException.invalid(
          "Required field " + field.name() + " cannot be null in table " + table.name());
    }
  }
}
