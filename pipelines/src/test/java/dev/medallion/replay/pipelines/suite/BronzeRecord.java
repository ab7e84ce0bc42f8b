package dev.medallion.replay.pipelines.suite;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One record of a bronze part, as the payments system writes it. Values are given as JSON. */
public final class BronzeRecord {
  private final TreeMap<String, String> data = new TreeMap<>();
  private final TreeMap<String, String> meta = new TreeMap<>();

  private BronzeRecord(String entity, String object, String id, String created) {
    data.put("id", quoted(id));
    data.put("object", quoted(object));
    data.put("created", Long.toString(Instant.parse(created).getEpochSecond()));
    meta.put("entity", quoted(entity));
    meta.put("run_id", quoted("r"));
    meta.put("correlation_id", quoted("6cf286ae-2fdb-4fed-9d34-e4e452ae5ffc"));
    meta.put("source", quoted("stripe_mock"));
    // As if the next morning's run had fetched it.
    extracted(Instant.parse(created).plusSeconds(86_400).toString());
  }

  /**
   * A charge of 10.00 USD that succeeded and refers to nothing.
   *
   * @param created ISO, e.g. {@code 2026-02-03T10:00:00Z}
   */
  public static BronzeRecord charge(String id, String created) {
    return new BronzeRecord("charges", "charge", id, created)
        .with("amount", "1000")
        .with("currency", quoted("usd"))
        .with("status", quoted("succeeded"))
        .with("customer", "null")
        .with("payment_intent", "null")
        .with("invoice", "null");
  }

  /** An intent of 10.00 USD that succeeded and refers to nothing. */
  public static BronzeRecord intent(String id, String created) {
    return new BronzeRecord("payment_intents", "payment_intent", id, created)
        .with("amount", "1000")
        .with("currency", quoted("usd"))
        .with("status", quoted("succeeded"))
        .with("customer", "null")
        .with("latest_charge", "null")
        .with("invoice", "null");
  }

  /** A paid invoice of 10.00. */
  public static BronzeRecord invoice(String id, String created) {
    return new BronzeRecord("invoices", "invoice", id, created)
        .with("due_date", "null")
        .with("period_start", "null")
        .with("period_end", "null")
        .with("status", quoted("paid"))
        .with("total", "1000")
        .with("amount_due", "0")
        .with("customer", "null");
  }

  /** A customer. */
  public static BronzeRecord customer(String id, String created) {
    return new BronzeRecord("customers", "customer", id, created)
        .with("email", quoted("ada@home.example"))
        .with("name", quoted("Ada"))
        .with("metadata", "{}");
  }

  /** Sets a field of the object; the value is JSON. */
  public BronzeRecord with(String field, String json) {
    data.put(field, json);
    return this;
  }

  public BronzeRecord without(String field) {
    data.remove(field);
    return this;
  }

  /** Sets a field of the envelope; the value is JSON. */
  public BronzeRecord meta(String field, String json) {
    meta.put(field, json);
    return this;
  }

  /** When it was extracted, ISO: the version. */
  public BronzeRecord extracted(String at) {
    return meta("ingested_at", quoted(at));
  }

  public static String quoted(String text) {
    return '"' + text + '"';
  }

  /** The line. */
  public String json() {
    return "{\"data\":" + object(data) + ",\"meta\":" + object(meta) + "}";
  }

  @Override
  public String toString() {
    return json();
  }

  private static String object(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(f -> quoted(f.getKey()) + ":" + f.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
