package dev.medallion.replay.testdata.payments;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The events of evenly chosen objects: created, and what became of it. */
final class OrdinaryWebhooks {
  /** Events per payment: two or three of its own, and its share of invoices and customers. */
  private static final double EVENTS_PER_PAYMENT = 3.9;

  private final Seeded seeded;
  private final Schedule schedule;
  private final PaymentObjects objects;
  private final WebhookWriter writer;

  OrdinaryWebhooks(Seeded seeded, Schedule schedule, PaymentObjects objects, WebhookWriter writer) {
    this.seeded = seeded;
    this.schedule = schedule;
    this.objects = objects;
    this.writer = writer;
  }

  void write(int events) throws IOException {
    LocalDate last = schedule.to().plusDays(1);
    long payments = 0;
    for (LocalDate day = schedule.from().minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      payments += schedule.payments(day);
    }
    if (events == 0) {
      return;
    }
    int step = (int) Math.max(1, Math.ceil(payments * EVENTS_PER_PAYMENT / events));
    for (LocalDate day = schedule.from().minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      for (Entity entity :
          new Entity[] {Entity.PAYMENT_INTENTS, Entity.INVOICES, Entity.CUSTOMERS}) {
        int offset = Math.floorMod(day.toEpochDay() * 3, step);
        for (int i = offset; i < objects.count(entity, day); i += step) {
          tell(entity, day, i);
        }
      }
    }
  }

  private void tell(Entity entity, LocalDate day, int index) throws IOException {
    switch (entity) {
      case PAYMENT_INTENTS -> {
        created("payment_intent.created", entity, day, index);
        became("payment_intent", "succeeded", "succeeded", entity, day, index);
        became("payment_intent", "canceled", "canceled", entity, day, index);
        became("charge", "succeeded", "succeeded", Entity.CHARGES, day, index);
        became("charge", "failed", "failed", Entity.CHARGES, day, index);
      }
      case INVOICES -> {
        created("invoice.created", entity, day, index);
        became("invoice", "paid", "paid", entity, day, index);
      }
      case CUSTOMERS -> created("customer.created", entity, day, index);
      case CHARGES, REFUNDS ->
          throw new IllegalArgumentException("told with its intent: " + entity);
    }
  }

  private void created(String type, Entity entity, LocalDate day, int index) throws IOException {
    Map<String, Object> first = objects.state(entity, day, index, false);
    send(type, first, Instant.ofEpochSecond((Long) first.get("created")).plusSeconds(1));
  }

  private void became(
      String object, String event, String status, Entity entity, LocalDate day, int index)
      throws IOException {
    Map<String, Object> last = objects.state(entity, day, index, true);
    if (status.equals(last.get("status"))) {
      Instant created = Instant.ofEpochSecond((Long) last.get("created"));
      Optional<Instant> changed = objects.changed(entity, day, index);
      send(object + "." + event, last, changed.orElse(created.plusSeconds(30)));
    }
  }

  private void send(String type, Map<String, Object> object, Instant created) throws IOException {
    String label = "event " + type + object.get("id");
    SplittableRandom random = seeded.of(label, 0, 1);
    // Most arrive within seconds, some only after retries of up to two days.
    long delay = random.nextInt(100) < 5 ? random.nextInt(172_800) : 1 + random.nextInt(6);
    Instant received = created.plusSeconds(delay).plusNanos(1_000L * random.nextInt(1_000_000));
    writer.deliver(
        WebhookWriter.event("evt_" + seeded.hex24(label), type, created, object), received);
  }
}
