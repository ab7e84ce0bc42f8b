package dev.medallion.replay.testdata.payments;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The out-of-the-ordinary among webhooks. */
final class WebhookSpecials {
  /** Of the sample's signatures; also in {@code signature-secrets.txt}. */
  static final String SECRET = "whsec_sample";

  private final Seeded seeded;
  private final Schedule schedule;
  private final PaymentObjects objects;
  private final WebhookWriter writer;
  private final Places places;

  WebhookSpecials(
      Seeded seeded,
      Schedule schedule,
      PaymentObjects objects,
      WebhookWriter writer,
      Places places) {
    this.seeded = seeded;
    this.schedule = schedule;
    this.objects = objects;
    this.writer = writer;
    this.places = places;
  }

  void write() throws IOException {
    deliveries();
    markers();
    states();
    signatures();
    names();
    bad();
  }

  private void deliveries() throws IOException {
    Map<String, Object> charge = baseCharge(2);
    Instant created = after(charge);
    Map<String, Object> twice = event("twice", "charge.updated", created, charge);
    list("delivered twice: the first delivery", writer.deliver(twice, created.plusSeconds(2)));
    list(
        "delivered twice: the second, next day",
        writer.deliver(twice, created.plusSeconds(86_400)));
    list(
        "delivered again after its arrival range",
        writer.deliver(twice, created.plusSeconds(15 * 86_400L)));

    Map<String, Object> intent = objects.state(Entity.PAYMENT_INTENTS, schedule.day(5), 1, true);
    Instant first = Instant.ofEpochSecond((Long) intent.get("created"));
    list(
        "out of order: the later event, received first",
        writer.deliver(
            event("order-late", "payment_intent.amount_capturable", first.plusSeconds(20), intent),
            first.plusSeconds(22)));
    list(
        "out of order: the earlier event, received last",
        writer.deliver(
            event("order-early", "payment_intent.processing", first.plusSeconds(10), intent),
            first.plusSeconds(90)));
  }

  private void markers() throws IOException {
    Map<String, Object> charge = baseCharge(3);
    Map<String, Object> unmarked = event("unmarked", "charge.updated", after(charge), charge);
    list("payload without marker", writer.deliver(unmarked, after(charge).plusSeconds(60)));
    writer.unmark((String) unmarked.get("id"));
    list("marker without payload", writer.mark("evt_" + seeded.hex24("expired")));
  }

  private void states() throws IOException {
    Map<String, Object> ancient =
        object(Entity.CHARGES, "ancient", PaymentObjects.start(schedule.from().minusDays(40)));
    list(
        "unresolved: its object was created long before",
        deliver("ancient", "charge.succeeded", at(6, 9, 0), ancient));
    list(
        "unresolved: an event type that nothing is said of",
        deliver("dispute", "charge.dispute.created", after(baseCharge(6)), baseCharge(6)));
    list(
        "webhook_only: its object was never extracted",
        deliver(
            "ghost",
            "payment_intent.created",
            at(8, 9, 0),
            object(Entity.PAYMENT_INTENTS, "ghost", at(8, 8, 59))));
    Instant evening = Schedule.at(schedule.to(), LocalTime.of(20, 0));
    Map<String, Object> unseen = object(Entity.INVOICES, "unseen", evening.minusSeconds(60));
    unseen.remove("amount");
    unseen.remove("currency");
    unseen.put("status", "open");
    unseen.put("total", 1_200L);
    unseen.put("amount_due", 1_200L);
    list(
        "pending: newer than the last extraction of invoices",
        deliver("unseen", "invoice.created", evening, unseen));
    Map<String, Object> other = baseCharge(16);
    other.put("amount", (Long) other.get("amount") + 1);
    list(
        "differing: another amount than the batch",
        deliver("other", "charge.updated", after(other), other));
  }

  private void signatures() throws IOException {
    Map<String, Object> charge = baseCharge(18);
    Instant created = after(charge);
    long t = created.getEpochSecond() + 3;
    Map<String, Object> valid = event("signed", "charge.updated", created, charge);
    String body = Json.pretty(valid);
    list(
        "signature over the raw body: valid",
        sign(valid, created, Digests.signature(SECRET, t, body), Optional.of(body)));
    Map<String, Object> rotated = event("rotated", "charge.updated", created, charge);
    body = Json.pretty(rotated);
    String old = Digests.signature("whsec_old", t, body);
    String both = old + "," + Digests.signature(SECRET, t, body).split(",", 2)[1];
    list("signed under two secrets: valid", sign(rotated, created, both, Optional.of(body)));
    Map<String, Object> forged = event("forged", "charge.updated", created, charge);
    body = Json.pretty(forged);
    list(
        "dead when a secret is given: wrong signature (BAD_SIGNATURE)",
        sign(forged, created, Digests.signature("whsec_forged", t, body), Optional.of(body)));
    Map<String, Object> parsed = event("parsed", "charge.updated", created, charge);
    list(
        "signature over the stored payload's bytes: valid",
        sign(parsed, created, Digests.signature(SECRET, t, Json.of(parsed)), Optional.empty()));
    Map<String, Object> lost = event("lost", "charge.updated", created, charge);
    list(
        "signature_unverifiable: the signed bytes are not stored",
        sign(lost, created, Digests.signature(SECRET, t, Json.pretty(lost)), Optional.empty()));
  }

  private void names() throws IOException {
    String tail = seeded.hex24("collision");
    list(
        "ids that share a safe name: a/b",
        writer.deliver(
            WebhookWriter.event(
                "evt_" + tail + "/b", "charge.updated", after(baseCharge(19)), baseCharge(19)),
            after(baseCharge(19)).plusSeconds(60)));
    list(
        "ids that share a safe name: a_b",
        writer.deliver(
            WebhookWriter.event(
                "evt_" + tail + "_b", "charge.updated", after(baseCharge(20)), baseCharge(20)),
            after(baseCharge(20)).plusSeconds(60)));
  }

  private void bad() throws IOException {
    Map<String, Object> balance = new TreeMap<>(Map.of("object", "balance"));
    list(
        "rejected: not about an object",
        deliver("balance", "balance.available", at(22, 9, 0), balance));
    Map<String, Object> cut = event("cut-event", "charge.updated", at(22, 9, 10), baseCharge(22));
    String id = (String) cut.get("id");
    list(
        "dead: payload cut off (MALFORMED_RECORD)",
        writer.store(id, at(22, 9, 11), "{\"event_id\":\"" + id + "\",\"received_ts\":\"2026-02"));
    writer.mark(id);
  }

  private String sign(
      Map<String, Object> payload, Instant created, String signature, Optional<String> rawBody)
      throws IOException {
    return writer.deliver(payload, created.plusSeconds(4), Optional.of(signature), rawBody);
  }

  private String deliver(String name, String type, Instant created, Map<String, Object> object)
      throws IOException {
    return writer.deliver(event(name, type, created, object), created.plusSeconds(2));
  }

  private Map<String, Object> event(
      String name, String type, Instant created, Map<String, Object> object) {
    return WebhookWriter.event("evt_" + seeded.hex24("webhook " + name), type, created, object);
  }

  /** A charge that never changed; of the day before where that day has none. */
  private Map<String, Object> baseCharge(int day) {
    LocalDate with = schedule.day(day);
    while (schedule.payments(with) == 0) {
      with = with.minusDays(1);
    }
    int index = 0;
    while (index < schedule.payments(with) - 1
        && objects.changed(Entity.CHARGES, with, index).isPresent()) {
      index++;
    }
    return objects.state(Entity.CHARGES, with, index, true);
  }

  /** Shortly after its object came to be. */
  private static Instant after(Map<String, Object> object) {
    return Instant.ofEpochSecond((Long) object.get("created")).plusSeconds(120);
  }

  private Map<String, Object> object(Entity entity, String name, Instant created) {
    Map<String, Object> data =
        PaymentObjects.shell(
            entity, entity.prefix() + seeded.hex24("webhook " + name), created.getEpochSecond());
    data.put("amount", 1_200L);
    data.put("currency", "usd");
    data.put("status", "succeeded");
    data.put("customer", objects.id(Entity.CUSTOMERS, schedule.firstDay(), 0));
    return data;
  }

  private Instant at(int day, int hour, int minute) {
    return Schedule.at(schedule.day(day), LocalTime.of(hour, minute));
  }

  private void list(String what, String path) {
    places.add(what, path, -1);
  }
}
