package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.flow.format.json.JsonBytes;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.ModelLoader;
import dev.medallion.replay.transforms.model.Source;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Records of the payments model, and the objects they stand in. */
public final class Payments {
  public static final Model MODEL = ModelLoader.load(ModelFiles.builtIn("payments"));
  public static final Source BRONZE = MODEL.sources().get("bronze");
  public static final Source WEBHOOKS = MODEL.sources().get("webhooks");
  public static final ObjectRef CHARGES = object("charges");

  private Payments() {}

  /** A bronze part of an entity. */
  public static ObjectRef object(String entity) {
    Map<String, String> columns = new TreeMap<>();
    columns.put("entity", entity);
    columns.put("run_id", "run1");
    columns.put("part", "00000");
    columns.put("arrival_date", "2026-02-03");
    return new ObjectRef(
        "bronze", "/lake/b/" + entity, "b/" + entity, "g1", 100, LocalDate.of(2026, 2, 3), columns);
  }

  /** A webhook payload's object. */
  public static ObjectRef webhook(String eventId) {
    return new ObjectRef(
        "webhooks",
        "/lake/w/" + eventId,
        "w/" + eventId,
        "g1",
        100,
        LocalDate.of(2026, 2, 3),
        Map.of("event_id", eventId));
  }

  /** A good charge. */
  public static String charge(String id) {
    return chargeWith("\"id\":\"" + id + "\",\"amount\":8004,\"created\":1794789360");
  }

  /** A charge whose id, amount and created are given. */
  public static String chargeWith(String fields) {
    return "{\"data\":{"
        + fields
        + ",\"object\":\"charge\",\"currency\":\"usd\",\"status\":\"succeeded\","
        + "\"customer\":\"cus_a5450211\",\"payment_intent\":\"pi_503f8751\","
        + "\"invoice\":\"in_27302e43\"},\"meta\":{\"entity\":\"charges\",\"run_id\":\"run1\","
        + "\"correlation_id\":\"6cf286ae-2fdb-4fed-9d34-e4e452ae5ffc\","
        + "\"ingested_at\":\"2026-11-21T04:29:40.034080+00:00\",\"source\":\"stripe_mock\","
        + "\"lifted\":{\"id\":\"ch_02bd9cfe\"}}}";
  }

  public static RecordDecoder decoder(Source source) {
    return new RecordDecoder(MODEL, source, SignatureSecrets.NONE);
  }

  /** What becomes of a charge's record. */
  public static Outcome decode(String record) {
    return decode(record.getBytes(StandardCharsets.UTF_8));
  }

  public static Outcome decode(byte[] record) {
    return decoder(BRONZE).decode(JsonBytes.of(record), CHARGES);
  }
}
