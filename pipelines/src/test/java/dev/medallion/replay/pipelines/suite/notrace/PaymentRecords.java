package dev.medallion.replay.pipelines.suite.notrace;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Records of the payments lake, as small as their contracts allow. */
final class PaymentRecords {
  private PaymentRecords() {}

  /** One line of a bronze part. Values are numbers, texts or null. */
  static String extracted(String entity, Map<String, Object> data, Instant ingestedAt) {
    return "{\"data\":%s,\"meta\":{\"entity\":\"%s\",\"ingested_at\":\"%s\"}}"
        .formatted(json(data), entity, ingestedAt);
  }

  /** A webhook payload. */
  static String delivered(
      String event, String type, Instant created, Map<String, Object> object, Instant receivedAt) {
    return ("{\"event_id\":\"%s\",\"received_ts\":\"%s\",\"headers\":{},\"payload\":{\"id\":\"%s\","
            + "\"type\":\"%s\",\"created\":%d,\"data\":{\"object\":%s}}}")
        .formatted(event, receivedAt, event, type, created.getEpochSecond(), json(object));
  }

  /** What a run says beside its parts. */
  static String sidecar(String entity, String runId, String day, int records) {
    return ("{\"entity\":\"%s\",\"run_id\":\"%s\",\"dt\":\"%s\",\"record_count\":%d,"
            + "\"chunk_count\":1}\n")
        .formatted(entity, runId, day, records);
  }

  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  private static String json(Map<String, Object> object) {
    return object.entrySet().stream()
        .map(e -> "\"" + e.getKey() + "\":" + value(e.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String value(Object value) {
    return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
  }
}
