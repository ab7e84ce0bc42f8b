package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.gcs.SourceFiles;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.FieldType;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes a table or a partition to a file.
 *
 * <p>Source: cloud.google.com/bigquery/docs/exporting-data: a {@code *} in the name stands for the
 * number of the file; JSON columns cannot be exported to Parquet.
 */
record ExtractWork(SourceFiles files) implements Work {
  private static final Map<String, String> CODECS =
      Map.of("NONE", "uncompressed", "SNAPPY", "snappy", "GZIP", "gzip", "ZSTD", "zstd");

  private static JsonNode extract(Job job) {
    return job.configuration().path("extract");
  }

  @Override
  public void check(Catalog catalog, Job job) {
    Destination source = Destination.of(extract(job).path("sourceTable"), job.project());
    Locations.check(catalog, source.table().datasetName(), job.location());
    if (extract(job).path("destinationUris").size() != 1) {
      throw ApiException.unsupported("extracts to other than one URI");
    }
    if (!extract(job).path("destinationFormat").asText("CSV").equals("PARQUET")) {
      throw ApiException.unsupported("extracts to a format other than PARQUET");
    }
  }

  @Override
  public ObjectNode apply(Catalog catalog, Job job, Path folder) {
    Destination source = Destination.of(extract(job).path("sourceTable"), job.project());
    Table table = catalog.table(source.table());
    if (table.schema().fields().stream().anyMatch(f -> f.type() == FieldType.JSON)) {
      throw ApiException.invalid("Type JSON is not currently supported for parquet exports.");
    }
    source
        .partition()
        .ifPresent(
            p ->
                table
                    .partitioning()
                    .orElseThrow(() -> ApiException.invalid("Table is not partitioned: " + source))
                    .check(table.name(), p));
    String codec =
        CODECS.getOrDefault(extract(job).path("compression").asText("NONE"), "uncompressed");
    Path file = folder.resolve("extract.parquet");
    catalog
        .session()
        .execute(
            "COPY (SELECT * FROM "
                + table.rows()
                + " WHERE "
                + catalog.rows().in(table, source.partition())
                + ") TO "
                + Quote.literal(file.toString())
                + " (FORMAT parquet, COMPRESSION "
                + codec
                + ")");
    String uri = extract(job).path("destinationUris").get(0).asText();
    files.put(uri.replace("*", "000000000000"), file);
    ObjectNode statistics = Json.object();
    statistics.putObject("extract").putArray("destinationUriFileCounts").add("1");
    return statistics;
  }
}
