package dev.medallion.replay.pipelines.suite;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes run folders and webhook deliveries of the payments system, in its exact layout. */
public final class Bronze {
  private static final String ROOT = "bronze/source=stripe/entity=";

  private final Lake lake;

  private Bronze(Lake lake) {
    this.lake = lake;
  }

  public static Bronze of(Lake lake) {
    return new Bronze(lake);
  }

  public Lake lake() {
    return lake;
  }

  /** The path of a run folder's first part. */
  public static String part(String entity, String day, String run) {
    return folder(entity, day, run) + "/part-00000.jsonl";
  }

  /** The path of a run folder. */
  public static String folder(String entity, String day, String run) {
    return ROOT + entity + "/dt=" + day + "/run_id=" + run;
  }

  /** The path of a delivery. */
  public static String payload(String day, String event) {
    return ROOT + "webhook_events/dt=" + day + "/event_id=" + event + "/payload.json";
  }

  /** The path of a marker. */
  public static String marker(String event) {
    return ROOT + "webhook_events/markers/" + event + ".marker";
  }

  /** A run folder: one part, a line a record, and the sidecar that counts them. */
  public Bronze run(String entity, String day, String run, String... lines) {
    lake.put(part(entity, day, run), lines(lines));
    return sidecar(entity, day, run, lines.length);
  }

  /** The sidecar of a folder that should hold one part of so many records. */
  public Bronze sidecar(String entity, String day, String run, int records) {
    lake.put(
        folder(entity, day, run) + "/_metadata.json",
        """
        {
          "entity": "%s",
          "run_id": "%s",
          "dt": "%s",
          "record_count": %d,
          "chunk_count": 1,
          "schema_hash": "0af470517790b5d1e65cb73b77d23abcf7c26e81d56beb9e8f75c4a1eb811c8e"
        }
        """
            .formatted(entity, run, day, records));
    return this;
  }

  /** A delivery with its marker. */
  public Bronze delivery(String day, String event, String body) {
    lake.put(payload(day, event), body);
    lake.put(marker(event), "1");
    return this;
  }

  /** Lines as a part holds them, each ended. */
  public static String lines(String... lines) {
    List<String> all = Arrays.asList(lines);
    return all.stream().map(l -> l + "\n").collect(Collectors.joining());
  }
}
