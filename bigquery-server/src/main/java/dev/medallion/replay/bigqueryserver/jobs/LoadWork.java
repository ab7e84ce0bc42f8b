package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.gcs.SourceFiles;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.Schema;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Loads files into a table or a partition. */
record LoadWork(SourceFiles sources) implements Work {
  /** cloud.google.com/bigquery/quotas#load_jobs: source URIs in a job's configuration. */
  private static final int MOST_URIS = 10_000;

  private static JsonNode load(Job job) {
    return job.configuration().path("load");
  }

  private static Destination destination(Job job) {
    return Destination.of(load(job).path("destinationTable"), job.project());
  }

  @Override
  public void check(Catalog catalog, Job job) {
    Destination destination = destination(job);
    Locations.check(catalog, destination.table().datasetName(), job.location());
    int uris = load(job).path("sourceUris").size();
    if (uris == 0) {
      throw ApiException.invalid("Required parameter is missing: sourceUris");
    }
    if (uris > MOST_URIS) {
      throw ApiException.invalid("Too many source URIs: " + uris + ", the most are " + MOST_URIS);
    }
  }

  @Override
  public void prepare(Job job, Path folder) {
    StringBuilder list = new StringBuilder();
    for (JsonNode uri : load(job).path("sourceUris")) {
      sources.fetch(uri.asText(), folder).forEach(f -> list.append(f).append('\n'));
    }
    try {
      Files.writeString(folder.resolve("files"), list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ObjectNode apply(Catalog catalog, Job job, Path folder) {
    List<Path> files = files(folder);
    JsonNode load = load(job);
    Staged staged =
        switch (load.path("sourceFormat").asText("CSV").toUpperCase(Locale.ROOT)) {
          case "PARQUET" -> new ParquetSource(catalog, load).staged(destination(job), files);
          case "NEWLINE_DELIMITED_JSON" -> json(catalog, job, files);
          default ->
              throw ApiException.unsupported("loads of " + load.path("sourceFormat").asText("CSV"));
        };
    Disposition disposition = Disposition.of(load, Disposition.Write.WRITE_APPEND);
    long rows = new Writer(catalog, destination(job), disposition).write(staged, load);
    ObjectNode statistics = Json.object().put("totalSlotMs", Slots.millis(size(files)));
    statistics
        .putObject("load")
        .put("inputFiles", Integer.toString(files.size()))
        .put("inputFileBytes", Long.toString(size(files)))
        .put("outputRows", Long.toString(rows))
        .put("outputBytes", Long.toString(size(files)))
        .put("badRecords", "0");
    return statistics;
  }

  private static Staged json(Catalog catalog, Job job, List<Path> files) {
    JsonNode load = load(job);
    Schema schema =
        load.hasNonNull("schema")
            ? Schema.of(load.get("schema"))
            : catalog.table(destination(job).table()).schema();
    return new JsonSource(catalog)
        .staged(schema, files, load.path("ignoreUnknownValues").asBoolean(false));
  }

  private static List<Path> files(Path folder) {
    try (Stream<String> lines = Files.lines(folder.resolve("files"))) {
      return lines.map(Path::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(List<Path> files) {
    long size = 0;
    for (Path file : files) {
      try {
        size += Files.size(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return size;
  }
}
