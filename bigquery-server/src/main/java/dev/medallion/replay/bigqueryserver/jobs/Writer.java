package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Field;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.Partitioning;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import dev.medallion.replay.bigqueryserver.schema.Schema;
import dev.medallion.replay.bigqueryserver.schema.StoredType;
import dev.medallion.replay.bigqueryserver.schema.StoredTypes;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Rows;
import dev.medallion.replay.bigqueryserver.store.Session;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts rows into a table, or into one partition of it, as a job's dispositions say. */
final class Writer {
  private static final String ARRIVED = "arrived";
  private static final String INCOMING = "incoming";

  private final Catalog catalog;
  private final Session session;
  private final Rows rows;
  private final Destination destination;
  private final Disposition disposition;

  Writer(Catalog catalog, Destination destination, Disposition disposition) {
    this.catalog = catalog;
    this.session = catalog.session();
    this.rows = catalog.rows();
    this.destination = destination;
    this.disposition = disposition;
  }

  /**
   * Writes all rows or none.
   *
   * @param configuration of the job, whose partitioning a new table takes
   * @return how many
   */
  long write(Staged staged, JsonNode configuration) {
    // Before anything changes: the rows may come from the table itself.
    session.execute("CREATE TEMP TABLE " + ARRIVED + " AS SELECT * FROM " + staged.relation());
    Table table = target(staged.schema(), configuration);
    fitScales(table, staged);
    bringIn(table, staged);
    session.execute("DROP TABLE " + ARRIVED);
    List<String> changed =
        new ArrayList<>(new Incoming(catalog, table, destination, INCOMING).partitions());
    if (disposition.truncates()) {
      rows.clear(table, destination.partition());
      destination.partition().filter(p -> !changed.contains(p)).ifPresent(changed::add);
    }
    session.execute("INSERT INTO " + table.rows() + " BY NAME SELECT * FROM " + INCOMING);
    long count = session.number("SELECT count(*) FROM " + INCOMING);
    session.execute("DROP TABLE " + INCOMING);
    rows.touch(table, changed);
    rows.expire(table);
    return count;
  }

  /** The table as it is to be, made if need be. */
  private Table target(Schema schema, JsonNode configuration) {
    Optional<Table> found = catalog.find(destination.table());
    if (found.isEmpty()) {
      return create(schema, configuration);
    }
    Table table = found.get();
    if (!table.type().equals("TABLE")) {
      throw ApiException.invalid(
          "Table " + table.name() + " is of type " + table.type() + " and cannot be written to");
    }
    checkPartitioning(table, configuration);
    if (disposition.write() == Disposition.Write.WRITE_EMPTY
        && rows.count(table, destination.partition()) > 0) {
      throw ApiException.duplicate("Table " + destination);
    }
    if (disposition.truncates() && destination.partition().isEmpty()) {
      return replaced(table, schema);
    }
    return new SchemaChange(catalog, disposition).apply(table, schema, destination);
  }

  private Table create(Schema schema, JsonNode configuration) {
    if (!disposition.create()) {
      throw ApiException.notFound("Table " + destination.table());
    }
    ObjectNode resource = Json.object();
    resource.set("schema", schema.json());
    for (String key : List.of("timePartitioning", "rangePartitioning", "clustering")) {
      if (configuration.hasNonNull(key)) {
        resource.set(key, configuration.get(key));
      }
    }
    if (destination.partition().isPresent() && !configuration.hasNonNull("timePartitioning")) {
      throw ApiException.unsupported("partitions by the time of ingestion");
    }
    Table table = catalog.insert(destination.table(), resource);
    checkPartitioning(table, Json.object());
    return table;
  }

  private void checkPartitioning(Table table, JsonNode configuration) {
    Optional<Partitioning> partitioning = table.partitioning();
    destination
        .partition()
        .ifPresent(
            p ->
                partitioning
                    .orElseThrow(
                        () ->
                            ApiException.invalid(
                                "Table " + table.name() + " is not partitioned: " + destination))
                    .check(table.name(), p));
    if (configuration.hasNonNull("timePartitioning")
        && !sameCut(configuration.get("timePartitioning"), partitioning)) {
      throw ApiException.invalid(
          "Incompatible table partitioning specification. Expects partitioning specification "
              + partitioning
                  .map(p -> "interval(type:" + p.grain() + ",field:" + p.column() + ")")
                  .orElse("none")
              + ", but input partitioning specification is "
              + configuration.get("timePartitioning"));
    }
  }

  private static boolean sameCut(JsonNode wanted, Optional<Partitioning> partitioning) {
    return partitioning.isPresent()
        && wanted.path("field").asText().equalsIgnoreCase(partitioning.get().column())
        && wanted.path("type").asText("DAY").equalsIgnoreCase(partitioning.get().grain().name());
  }

  /** Without a decorator, WRITE_TRUNCATE replaces the whole table with its schema. */
  private Table replaced(Table table, Schema schema) {
    Table changed = table.withSchema(schema);
    Table updated = catalog.update(changed);
    rows.recreate(updated);
    return updated;
  }

  /** Gives columns whose declaration leaves the scale open the scale that comes in. */
  private void fitScales(Table table, Staged staged) {
    var present = rows.columns(table.rows());
    for (Field field : table.schema().fields()) {
      StoredType now = present.get(field.name());
      StoredType finer =
          column(staged, field)
              .map(c -> StoredTypes.finer(now, StoredTypes.of(field, Optional.of(c))))
              .orElse(now);
      if (!finer.equals(now)) {
        rows.alter(table, field.name(), finer);
      }
    }
  }

  private static Optional<StoredType> column(Staged staged, Field field) {
    return staged.columns().entrySet().stream()
        .filter(e -> e.getKey().equalsIgnoreCase(field.name()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private void bringIn(Table table, Staged staged) {
    String columns =
        rows.columns(table.rows()).entrySet().stream()
            .map(
                e ->
                    "CAST("
                        + (table
                                .schema()
                                .find(e.getKey())
                                .flatMap(f -> column(staged, f))
                                .isPresent()
                            ? Quote.identifier(e.getKey())
                            : "NULL")
                        + " AS "
                        + e.getValue()
                        + ") AS "
                        + Quote.identifier(e.getKey()))
            .collect(Collectors.joining(", "));
    session.execute("CREATE TEMP TABLE " + INCOMING + " AS SELECT " + columns + " FROM " + ARRIVED);
  }
}
