package dev.medallion.replay.pipelines.suite.notrace;

import static dev.medallion.replay.pipelines.suite.notrace.PaymentRecords.object;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws what a tiny payments lake says over time: entities whose later versions change them, move
 * them to another day or say the same again; versions that arrive early, late and at the edge of
 * their day's arrival range; events that are delivered twice, and that agree with the extractions
 * or don't. Each version lies within the arrival range of its own day.
 */
final class VersionDraw {
  private static final int BRONZE_BEFORE = 1;
  private static final int BRONZE_AFTER = 35;
  private static final int WEBHOOKS_AFTER = 7;

  private final SplittableRandom random;
  private final LocalDate from;
  private final int days;
  private final List<Instant> asOfs;
  private final List<Version> versions = new ArrayList<>();
  private final Map<String, Map<String, Object>> lastDrawn = new HashMap<>();

  /**
   * A draw.
   *
   * @param asOfs of the stages, ascending; what arrives after the last one is left out
   */
  VersionDraw(SplittableRandom random, LocalDate from, int days, List<Instant> asOfs) {
    this.random = random;
    this.from = from;
    this.days = days;
    this.asOfs = asOfs;
  }

  List<Version> draw() {
    List<String> customers = entities("customers", "cus", 1, 3);
    List<String> intents = entities("payment_intents", "pi", 2, 4);
    List<String> invoices = entities("invoices", "in", 1, 3);
    List<String> charges = entities("charges", "ch", 2, 5);
    List<String> all = new ArrayList<>(charges);
    all.addAll(intents);
    all.addAll(invoices);
    all.addAll(customers);
    // Somebody who is never extracted, for an event that nothing answers.
    all.add("ch_unknown");
    int events = random.nextInt(3, 7);
    for (int i = 0; i < events; i++) {
      event("evt_" + i, all.get(random.nextInt(all.size())));
    }
    return List.copyOf(versions);
  }

  private List<String> entities(String entity, String prefix, int least, int most) {
    List<String> ids = new ArrayList<>();
    int count = random.nextInt(least, most + 1);
    for (int i = 0; i < count; i++) {
      String id = prefix + "_" + i;
      ids.add(id);
      LocalDate home = day();
      Map<String, Object> data = fresh(entity, id, home);
      extracted(entity, id, home, data, random.nextInt(2));
      int more = random.nextInt(4);
      for (int v = 0; v < more; v++) {
        int kind = random.nextInt(5);
        boolean moves = kind == 1 || kind == 2;
        if (moves) {
          home = day();
        }
        if (kind >= 1) {
          data = fresh(entity, id, home);
        }
        // Kind 0: extracted again, and nothing changed.
        // A move tells most when it arrives after a day that it leaves was run.
        extracted(entity, id, home, data, moves ? random.nextInt(2, days + 6) : bronzeLag());
      }
      lastDrawn.put(id, data);
    }
    return ids;
  }

  private Map<String, Object> fresh(String entity, String id, LocalDate home) {
    long created = moment(home).getEpochSecond();
    String customer = random.nextInt(4) == 0 ? null : "cus_" + random.nextInt(2);
    int amount = random.nextInt(1, 4) * 100;
    return switch (entity) {
      case "charges" ->
          object(
              "id",
              id,
              "created",
              created,
              "amount",
              amount,
              "currency",
              "usd",
              "status",
              pick("succeeded", "pending", "failed"),
              "customer",
              customer,
              "payment_intent",
              random.nextInt(5) == 0 ? null : "pi_" + random.nextInt(3),
              "invoice",
              random.nextInt(2) == 0 ? null : "in_" + random.nextInt(2));
      case "payment_intents" ->
          object(
              "id",
              id,
              "created",
              created,
              "amount",
              amount,
              "currency",
              "usd",
              "status",
              pick("succeeded", "canceled", "processing"),
              "customer",
              customer);
      case "invoices" ->
          object(
              "id",
              id,
              "created",
              created,
              "status",
              pick("open", "paid"),
              "total",
              amount,
              "amount_due",
              amount,
              "customer",
              customer);
      default ->
          object(
              "id",
              id,
              "created",
              created,
              "email",
              "e" + random.nextInt(9) + "@example.org",
              "name",
              "n" + random.nextInt(9));
    };
  }

  private void extracted(
      String entity, String id, LocalDate home, Map<String, Object> data, int lag) {
    Instant at = moment(home.plusDays(lag));
    add(entity, id, home, at, PaymentRecords.extracted(entity, data, at));
  }

  private void event(String id, String about) {
    LocalDate home = day();
    String type = type(about);
    Map<String, Object> object = about(about);
    int deliveries = random.nextInt(1, 3);
    Instant created = moment(home);
    for (int i = 0; i < deliveries; i++) {
      if (i > 0 && random.nextInt(5) == 0) {
        // The same event under another time: which delivery was first decides.
        home = day();
        created = moment(home);
      }
      int lag = random.nextInt(4) == 0 ? random.nextInt(-1, WEBHOOKS_AFTER + 1) : 0;
      Instant at = moment(home.plusDays(lag));
      add(
          "webhook_events",
          id,
          home,
          at,
          PaymentRecords.delivered(id, type, created, object, at) + "\n");
    }
  }

  private Map<String, Object> about(String id) {
    Map<String, Object> object = new HashMap<>();
    object.put("id", id);
    Map<String, Object> known =
        lastDrawn.getOrDefault(id, Map.of("created", moment(day()).getEpochSecond()));
    for (String name : List.of("created", "amount", "total", "currency", "status", "customer")) {
      if (known.get(name) != null) {
        object.put(name, known.get(name));
      }
    }
    if (object.containsKey("amount") && random.nextInt(3) == 0) {
      object.put("amount", 7);
    }
    // In one order, whatever a map's is.
    return new java.util.TreeMap<>(object);
  }

  private String type(String about) {
    if (random.nextInt(8) == 0) {
      return "mandate.updated";
    }
    return switch (about.substring(0, 2)) {
      case "ch" -> pick("charge.succeeded", "charge.failed", "charge.updated");
      case "pi" ->
          pick("payment_intent.created", "payment_intent.succeeded", "payment_intent.canceled");
      case "in" -> pick("invoice.created", "invoice.paid", "invoice.updated");
      default -> pick("customer.created", "customer.updated");
    };
  }

  private void add(String entity, String id, LocalDate day, Instant at, String text) {
    LocalDate date = at.atZone(ZoneOffset.UTC).toLocalDate();
    int stage = 0;
    while (stage < asOfs.size()
        && !date.isBefore(asOfs.get(stage).atZone(ZoneOffset.UTC).toLocalDate())) {
      stage++;
    }
    if (stage < asOfs.size() - 1 && random.nextInt(6) == 0) {
      stage++;
    }
    if (stage < asOfs.size()) {
      versions.add(new Version(entity, id, day, at, stage, text));
    }
  }

  /** Mostly soon, now and then anywhere in the range, its two ends included. */
  private int bronzeLag() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(-BRONZE_BEFORE, BRONZE_AFTER + 1);
      case 1 -> BRONZE_AFTER;
      case 2 -> -BRONZE_BEFORE;
      case 3, 4 -> random.nextInt(days + 2);
      default -> random.nextInt(2);
    };
  }

  private LocalDate day() {
    return from.plusDays(random.nextInt(days));
  }

  /** Few moments of a day, so that some coincide. */
  private Instant moment(LocalDate day) {
    return day.atTime(random.nextInt(8) * 3, 0, random.nextInt(2)).toInstant(ZoneOffset.UTC);
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
