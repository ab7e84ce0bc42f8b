package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.DatasetName;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.TableName;
import dev.medallion.replay.bigqueryserver.sql.GoogleSql;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs a query into a table, or a script. */
record QueryWork() implements Work {
  /** Holds results that name no table, as the service does with its anonymous tables. */
  static final String ANONYMOUS = "_anonymous";

  /** Project, dataset and table. */
  private static final int FULL_NAME = 3;

  private static final long MEGABYTE = 1L << 20;
  private static final long LEAST_BILLED = 10 * MEGABYTE;

  private static JsonNode query(Job job) {
    return job.configuration().path("query");
  }

  @Override
  public JsonNode configuration(Job job) {
    if (query(job).path("useLegacySql").asBoolean(true)) {
      throw ApiException.unsupported("legacy SQL: set useLegacySql to false");
    }
    if (query(job).hasNonNull("destinationTable") || !GoogleSql.isSelect(text(job))) {
      return job.configuration();
    }
    ObjectNode copy = job.configuration().deepCopy();
    ObjectNode query = copy.withObject("/query");
    query.set(
        "destinationTable", new TableName(job.project(), ANONYMOUS, "anon_" + job.id()).json());
    query.put("writeDisposition", "WRITE_TRUNCATE");
    return copy;
  }

  private static String text(Job job) {
    return query(job).path("query").asText();
  }

  @Override
  public void check(Catalog catalog, Job job) {
    JsonNode destination = query(job).path("destinationTable");
    if (!destination.isMissingNode() && !destination.path("datasetId").asText().equals(ANONYMOUS)) {
      Locations.check(
          catalog,
          Destination.of(destination, job.project()).table().datasetName(),
          job.location());
    }
    if (text(job).isBlank()) {
      throw ApiException.invalid("Required parameter is missing: query");
    }
  }

  /** The table that the statements of a query change; empty if they change none, or several. */
  static Optional<TableName> changed(Job job) {
    Set<List<String>> targets = GoogleSql.targets(text(job));
    return Optional.of(targets)
        .filter(t -> t.size() == 1)
        .map(t -> t.iterator().next())
        .filter(path -> path.size() == FULL_NAME)
        .map(path -> new TableName(path.get(0), path.get(1), path.get(2)));
  }

  static Optional<DatasetName> defaultDataset(Job job) {
    JsonNode dataset = query(job).path("defaultDataset");
    return dataset.hasNonNull("datasetId")
        ? Optional.of(
            new DatasetName(
                dataset.path("projectId").asText(job.project()),
                dataset.path("datasetId").asText()))
        : Optional.empty();
  }

  @Override
  public ObjectNode apply(Catalog catalog, Job job, Path folder) {
    Reads reads = new Reads(catalog, job, defaultDataset(job));
    var statements = new GoogleSql(reads, Parameters.of(query(job))).statements(text(job));
    PartitionFilter.check(reads.tables(), text(job));
    long scanned = Scan.bytes(catalog, reads.tables(), text(job));
    limit(billed(scanned, reads), query(job).path("maximumBytesBilled").asLong(Long.MAX_VALUE));
    ObjectNode statistics = new Script(catalog, job, reads).run(statements, query(job));
    String bytes = Long.toString(scanned);
    String billed = Long.toString(billed(scanned, reads));
    statistics.put("totalBytesProcessed", bytes).put("totalSlotMs", Slots.millis(scanned));
    statistics
        .withObject("/query")
        .put("totalBytesProcessed", bytes)
        .put("totalBytesBilled", billed)
        .put("totalSlotMs", Slots.millis(scanned))
        .put("cacheHit", false);
    var referenced = statistics.withObject("/query").putArray("referencedTables");
    reads.tables().stream().map(t -> t.name().json()).distinct().forEach(referenced::add);
    return statistics;
  }

  /**
   * Rounded up to a megabyte, and at least 10 MB for each table that is read.
   *
   * <p>Source: cloud.google.com/bigquery/pricing#on_demand_pricing.
   */
  private static long billed(long bytes, Reads reads) {
    long least = LEAST_BILLED * reads.tables().stream().map(Table::name).distinct().count();
    return Math.max(least, (bytes + MEGABYTE - 1) / MEGABYTE * MEGABYTE);
  }

  /** Source: cloud.google.com/bigquery/docs/best-practices-costs#limit_query_costs. */
  private static void limit(long bytes, long most) {
    if (bytes > most) {
      throw ApiException.of(
          "bytesBilledLimitExceeded",
          "Query exceeded limit for bytes billed: " + most + ". " + bytes + " or higher required.");
    }
  }

  /** Where the rows of a query's result are. */
  static Optional<Destination> result(Job job) {
    JsonNode destination = query(job).path("destinationTable");
    return destination.isMissingNode()
        ? Optional.empty()
        : Optional.of(Destination.of(destination, job.project()));
  }

  static ObjectNode statistics(String type) {
    ObjectNode statistics = Json.object();
    statistics.putObject("query").put("statementType", type);
    return statistics;
  }
}
