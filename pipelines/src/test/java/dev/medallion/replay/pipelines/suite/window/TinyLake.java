package dev.medallion.replay.pipelines.suite.window;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.medallion.replay.pipelines.suite.Lake;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A payments lake of a few objects, in the exact layout: parts with sidecars, webhooks, markers.
 */
final class TinyLake {
  private static final String ROOT = "bronze/source=stripe/";

  private final Lake lake;

  private TinyLake(Lake lake) {
    this.lake = lake;
  }

  static TinyLake in(Path folder) {
    return new TinyLake(Lake.in(folder));
  }

  Path root() {
    return lake.root();
  }

  /** An extraction at six in the morning of the day on which its objects arrive. */
  TinyLake extract(String arrival, String runId, Item... items) {
    Map<String, List<Item>> byEntity =
        Arrays.stream(items)
            .collect(Collectors.groupingBy(Item::entity, TreeMap::new, Collectors.toList()));
    byEntity.forEach(
        (entity, list) -> {
          lake.put(part(arrival, runId, entity), lines(arrival, runId, list));
          lake.put(sidecar(arrival, runId, entity), sidecarText(arrival, runId, entity, list));
        });
    return this;
  }

  /** Takes an extraction's objects away again, as a lifecycle rule does. */
  TinyLake expire(String arrival, String runId, String entity) {
    lake.delete(part(arrival, runId, entity)).delete(sidecar(arrival, runId, entity));
    return this;
  }

  /** Breaks an extraction's part, so that nobody can read it. */
  TinyLake spoil(String arrival, String runId, String entity) {
    lake.put(part(arrival, runId, entity), "\u001f\u008bbroken".getBytes(ISO_8859_1));
    return this;
  }

  /** An event about an object, created and received at noon of a day. */
  TinyLake deliver(String day, String eventId, String type, Item object) {
    return delivered(day, eventId, type, object.json());
  }

  /** An event that yields no row: there is something to read, and nothing to see. */
  TinyLake deliverNothing(String day) {
    return delivered(day, "evt_nothing_" + day, "balance.available", "{}");
  }

  private TinyLake delivered(String day, String eventId, String type, String object) {
    lake.put(
        ROOT + "entity=webhook_events/dt=" + day + "/event_id=" + eventId + "/payload.json",
        """
        {"event_id":"%1$s","received_ts":"%2$sT12:00:01+00:00","headers":{},\
        "payload":{"id":"%1$s","type":"%3$s","created":%4$d,"data":{"object":%5$s}}}
        """
            .formatted(eventId, day, type, Item.noon(day), object));
    lake.put(ROOT + "entity=webhook_events/markers/" + eventId + ".marker", "1");
    return this;
  }

  private static String lines(String arrival, String runId, List<Item> items) {
    return items.stream()
        .map(
            i ->
                """
                {"data":%s,"meta":{"entity":"%s","run_id":"%s",\
                "ingested_at":"%sT06:00:00+00:00","source":"stripe_mock"}}
                """
                    .formatted(i.json(), i.entity(), runId, arrival))
        .collect(Collectors.joining());
  }

  private static String sidecarText(String arrival, String runId, String entity, List<Item> items) {
    return """
    {"entity": "%s", "run_id": "%s", "dt": "%s", "record_count": %d, "chunk_count": 1}
    """
        .formatted(entity, runId, arrival, items.size());
  }

  /** The path of an extraction's only part, below the root. */
  static String part(String arrival, String runId, String entity) {
    return folder(arrival, runId, entity) + "/part-00000.jsonl";
  }

  private static String sidecar(String arrival, String runId, String entity) {
    return folder(arrival, runId, entity) + "/_metadata.json";
  }

  private static String folder(String arrival, String runId, String entity) {
    return ROOT + "entity=" + entity + "/dt=" + arrival + "/run_id=" + runId;
  }
}
