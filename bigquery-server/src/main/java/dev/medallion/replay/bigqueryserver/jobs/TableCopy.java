package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.Partitioning;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies tables or partitions, or makes a clone or a snapshot, which here is a copy with a note.
 *
 * <p>Sources: cloud.google.com/bigquery/docs/managing-partitioned-tables#copying_partitioned_tables
 * (tables must be partitioned alike, no unpartitioned table into a partition) and
 * cloud.google.com/bigquery/docs/reference/rest/v2/Job, JobConfigurationTableCopy (WRITE_EMPTY if
 * nothing is said; operationType).
 */
record TableCopy(Catalog catalog, JsonNode copy) {

  /** Copies; returns how many rows. */
  long run(String project, Optional<Long> expires) {
    Destination destination = Destination.of(copy.path("destinationTable"), project);
    List<Destination> sources = sources(project);
    String operation = copy.path("operationType").asText("COPY");
    Table first = catalog.table(sources.get(0).table());
    boolean marked = operation.equals("CLONE") || operation.equals("SNAPSHOT");
    if (marked && (sources.size() > 1 || decorated(sources.get(0)) || decorated(destination))) {
      throw ApiException.invalid(operation + " takes one whole table");
    }
    if (marked && catalog.find(destination.table()).isPresent()) {
      throw ApiException.duplicate("Table " + destination.table());
    }
    for (Destination source : sources) {
      check(source, destination);
    }
    long rows = write(sources, destination, first);
    if (marked) {
      mark(
          destination, first, operation.equals("CLONE") ? "cloneDefinition" : "snapshotDefinition");
    }
    expires.ifPresent(e -> expire(destination, e));
    return rows;
  }

  private static boolean decorated(Destination one) {
    return one.partition().isPresent();
  }

  private List<Destination> sources(String project) {
    List<Destination> sources = new ArrayList<>();
    if (copy.hasNonNull("sourceTable")) {
      sources.add(Destination.of(copy.get("sourceTable"), project));
    }
    copy.path("sourceTables").forEach(s -> sources.add(Destination.of(s, project)));
    if (sources.isEmpty()) {
      throw ApiException.invalid("Required parameter is missing: sourceTable");
    }
    return sources;
  }

  /** All of them are read, so all are checked before anything is written. */
  private void check(Destination source, Destination destination) {
    Table from = catalog.table(source.table());
    Optional<Partitioning> cut = from.partitioning();
    source
        .partition()
        .ifPresent(
            p ->
                cut.orElseThrow(() -> ApiException.invalid("Table is not partitioned: " + source))
                    .check(from.name(), p));
    Optional<Table> to = catalog.find(destination.table());
    if (to.isEmpty()) {
      if (decorated(destination) && cut.isEmpty()) {
        throw unlike(source, destination);
      }
      return;
    }
    Optional<Partitioning> other = to.get().partitioning();
    boolean alike =
        cut.isPresent() == other.isPresent()
            && (cut.isEmpty()
                || (cut.get().alike(other.get())
                    && cut.get().column().equalsIgnoreCase(other.get().column())));
    if (!alike) {
      throw unlike(source, destination);
    }
    if (decorated(destination) && !source.partition().equals(destination.partition())) {
      throw ApiException.invalid(
          "Partition " + source + " cannot be copied to another partition: " + destination);
    }
  }

  private static ApiException unlike(Destination source, Destination destination) {
    return ApiException.invalid(
        "Incompatible table partitioning specification when copying to the column partitioned "
            + "table: "
            + source
            + " to "
            + destination);
  }

  private long write(List<Destination> sources, Destination destination, Table first) {
    List<String> parts = new ArrayList<>();
    for (Destination source : sources) {
      Table from = catalog.table(source.table());
      parts.add(
          "SELECT * FROM " + from.rows() + " WHERE " + catalog.rows().in(from, source.partition()));
    }
    String relation = "(" + String.join(" UNION ALL BY NAME ", parts) + ")";
    Disposition disposition = Disposition.of(copy, Disposition.Write.WRITE_EMPTY);
    ObjectNode made = Json.object();
    for (String key : List.of("timePartitioning", "clustering")) {
      if (first.resource().hasNonNull(key) && catalog.find(destination.table()).isEmpty()) {
        made.set(key, first.resource().get(key));
      }
    }
    return new Writer(catalog, destination, disposition)
        .write(new Staged(relation, catalog.rows().columns(relation), first.schema()), made);
  }

  private void mark(Destination destination, Table base, String key) {
    Table made = catalog.table(destination.table());
    ObjectNode resource = made.resource().deepCopy();
    ObjectNode definition = resource.putObject(key);
    definition.set("baseTableReference", base.name().json());
    definition.put(
        key.equals("cloneDefinition") ? "cloneTime" : "snapshotTime",
        Instant.ofEpochMilli(catalog.now()).toString());
    for (String kept : List.of("description", "labels", "requirePartitionFilter")) {
      if (base.resource().hasNonNull(kept)) {
        resource.set(kept, base.resource().get(kept));
      }
    }
    catalog.update(made.withResource(resource));
  }

  private void expire(Destination destination, long at) {
    Table made = catalog.table(destination.table());
    ObjectNode resource = made.resource().deepCopy();
    resource.put("expirationTime", Long.toString(at));
    catalog.update(made.withResource(resource));
  }
}
