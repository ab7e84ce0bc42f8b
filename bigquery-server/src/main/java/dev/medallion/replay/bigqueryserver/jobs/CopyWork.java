package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A copy job. */
record CopyWork() implements Work {

  private static JsonNode copy(Job job) {
    return job.configuration().path("copy");
  }

  @Override
  public void check(Catalog catalog, Job job) {
    Destination destination = Destination.of(copy(job).path("destinationTable"), job.project());
    Locations.check(catalog, destination.table().datasetName(), job.location());
  }

  @Override
  public ObjectNode apply(Catalog catalog, Job job, Path folder) {
    Optional<Long> expires =
        Optional.ofNullable(copy(job).path("destinationExpirationTime").asText(null))
            .map(t -> Instant.parse(t).toEpochMilli());
    long rows = new TableCopy(catalog, copy(job)).run(job.project(), expires);
    ObjectNode statistics = Json.object();
    statistics
        .putObject("copy")
        .put("copiedRows", Long.toString(rows))
        .put("copiedLogicalBytes", "0");
    return statistics;
  }
}
