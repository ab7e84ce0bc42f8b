package dev.medallion.replay.testdata.payments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes deliveries: the payload, then its marker. */
final class WebhookWriter {
  private static final String FOLDER = "bronze/source=stripe/entity=webhook_events/";

  private final Path root;

  WebhookWriter(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve(FOLDER + "markers"));
  }

  /** An event as it is sent. */
  static Map<String, Object> event(
      String id, String type, Instant created, Map<String, Object> object) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("id", id);
    payload.put("type", type);
    payload.put("created", created.getEpochSecond());
    payload.put("data", Map.of("object", object));
    return payload;
  }

  /** Stored without signature. Returns the payload's path. */
  String deliver(Map<String, Object> payload, Instant received) throws IOException {
    return deliver(payload, received, Optional.empty(), Optional.empty());
  }

  /** Stored with what was received beside the parsed payload. Returns the payload's path. */
  String deliver(
      Map<String, Object> payload,
      Instant received,
      Optional<String> signature,
      Optional<String> rawBody)
      throws IOException {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    signature.ifPresent(header -> headers.put("stripe-signature", header));
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("event_id", payload.get("id"));
    envelope.put("received_ts", Times.iso(received));
    envelope.put("headers", headers);
    envelope.put("payload", payload);
    rawBody.ifPresent(body -> envelope.put("raw_body", body));
    String id = String.valueOf(payload.get("id"));
    String path = store(id, received, Json.of(envelope));
    mark(id);
    return path;
  }

  /** Any text as the payload of an event. */
  String store(String eventId, Instant received, String text) throws IOException {
    String path =
        FOLDER
            + "dt="
            + received.atOffset(ZoneOffset.UTC).toLocalDate()
            + "/event_id="
            + safe(eventId)
            + "/payload.json";
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
    return path;
  }

  String mark(String eventId) throws IOException {
    String path = markerPath(eventId);
    Files.writeString(root.resolve(path), "1");
    return path;
  }

  void unmark(String eventId) throws IOException {
    Files.delete(root.resolve(markerPath(eventId)));
  }

  private static String markerPath(String eventId) {
    return FOLDER + "markers/" + safe(eventId) + ".marker";
  }

  /** As the payments system makes ids fit for a path; two ids can become one. */
  static String safe(String id) {
    String safe = id.strip().replaceAll("[^A-Za-z0-9_.=-]+", "_").replaceAll("^[._]+|[._]+$", "");
    return safe.isEmpty() ? "unknown" : safe;
  }
}
