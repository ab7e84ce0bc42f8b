package dev.medallion.replay.transforms.run.receipt;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A run as OpenLineage run events, <a href="https://openlineage.io/spec/2-0-2/">2-0-2</a>. */
final class Lineage {
  private static final String PRODUCER = "https://medallion-replay.dev";
  private static final String SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/";
  private static final String FACETS = "https://openlineage.io/spec/facets/";
  private static final String NAMESPACE = "medallion-replay";
  private static final JsonMapper JSON = new JsonMapper();

  private Lineage() {}

  /** One line of JSON: the run began. */
  static String start(Manifest manifest) {
    return event("START", manifest.run().startedAt(), manifest);
  }

  /** One line of JSON: how the run ended. */
  static String end(Manifest manifest) {
    String type = manifest.verdict() == Verdict.GOOD ? "COMPLETE" : "FAIL";
    return event(type, manifest.finishedAt().orElse(manifest.run().startedAt()), manifest);
  }

  private static String event(String type, Instant at, Manifest manifest) {
    ObjectNode event = JSON.createObjectNode();
    event.put("eventType", type);
    event.put("eventTime", at.toString());
    event.put("producer", PRODUCER);
    event.put("schemaURL", SPEC + "RunEvent");
    ObjectNode run = event.putObject("run");
    run.put("runId", uuid(manifest.run().runId()));
    runFacets(run.putObject("facets"), type, manifest);
    ObjectNode job = event.putObject("job");
    job.put("namespace", NAMESPACE);
    job.put("name", manifest.run().model() + "." + manifest.run().command());
    job.putObject("facets");
    event.set("inputs", inputs(manifest));
    event.set("outputs", outputs(manifest));
    return event.toString();
  }

  /** Made from our run id, so that START and COMPLETE name the same run, and a person can too. */
  private static String uuid(String runId) {
    return UUID.nameUUIDFromBytes((NAMESPACE + "/" + runId).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static void runFacets(ObjectNode facets, String type, Manifest manifest) {
    ObjectNode nominal = facet(facets, "nominalTime", "1-0-1/NominalTimeRunFacet.json");
    nominal.put("nominalStartTime", startOf(manifest.window().from()));
    nominal.put("nominalEndTime", startOf(manifest.window().to().plusDays(1)));
    ObjectNode engine = facet(facets, "processing_engine", "1-1-1/ProcessingEngineRunFacet.json");
    engine.put("version", manifest.run().codeVersion());
    engine.put("name", NAMESPACE);
    if (type.equals("FAIL")) {
      ObjectNode error = facet(facets, "errorMessage", "1-0-1/ErrorMessageRunFacet.json");
      error.put("message", reason(manifest));
      error.put("programmingLanguage", "JAVA");
    }
  }

  private static String reason(Manifest manifest) {
    String findings =
        manifest.findings().stream()
            .filter(Finding::blocks)
            .map(Finding::message)
            .collect(Collectors.joining("; "));
    String reason = manifest.failure().isEmpty() ? findings : manifest.failure();
    return reason.isEmpty() ? manifest.verdict().name() : reason;
  }

  private static ObjectNode facet(ObjectNode facets, String name, String schema) {
    ObjectNode facet = facets.putObject(name);
    facet.put("_producer", PRODUCER);
    facet.put("_schemaURL", FACETS + schema);
    return facet;
  }

  private static String startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
  }

  private static ArrayNode inputs(Manifest manifest) {
    ArrayNode inputs = JsonNodeFactory.instance.arrayNode();
    for (WindowInfo.Arrivals source : manifest.window().arrivals()) {
      inputs
          .addObject()
          .put("namespace", NAMESPACE + "/" + manifest.run().model())
          .put("name", source.source())
          .putObject("facets");
    }
    return inputs;
  }

  private static ArrayNode outputs(Manifest manifest) {
    ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
    Map<String, List<PartitionChange>> byTable =
        manifest.partitions().changes().stream()
            .collect(
                Collectors.groupingBy(
                    PartitionChange::table, java.util.LinkedHashMap::new, Collectors.toList()));
    byTable.forEach(
        (table, changes) -> {
          ObjectNode output = outputs.addObject();
          output.put("namespace", manifest.run().warehouse());
          output.put("name", table);
          output.putObject("facets");
          ObjectNode facets = output.putObject("outputFacets");
          facet(facets, "outputStatistics", "1-0-2/OutputStatisticsOutputDatasetFacet.json")
              .put("rowCount", changes.stream().mapToLong(PartitionChange::rowsAfter).sum());
        });
    return outputs;
  }
}
