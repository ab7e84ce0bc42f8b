package dev.medallion.replay.testdata.payments;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The out-of-the-ordinary in bronze: damaged, late, drifted and repeated records and files. */
final class BronzeSpecials {
  private record Slot(LocalDate run, Entity entity) {}

  private final Seeded seeded;
  private final Schedule schedule;
  private final PaymentObjects objects;
  private final Map<Slot, List<Draft>> drafts = new HashMap<>();

  BronzeSpecials(Seeded seeded, Schedule schedule, PaymentObjects objects) {
    this.seeded = seeded;
    this.schedule = schedule;
    this.objects = objects;
    repeatedAndLate();
    drifted();
    dead();
  }

  /** What joins the daily run of a day, sorted. */
  Iterator<Draft> of(LocalDate run, Entity entity) {
    List<Draft> found = drafts.getOrDefault(new Slot(run, entity), new ArrayList<>());
    return found.stream().sorted(Comparator.comparing(Draft::sortKey)).iterator();
  }

  BronzeWriter.Style style(LocalDate run, Entity entity) {
    boolean unmarked = entity == Entity.CUSTOMERS && run.equals(runOf(6));
    boolean zipped = entity == Entity.CHARGES && run.equals(runOf(19));
    return new BronzeWriter.Style(BronzeWriter.ROWS_PER_PART, !unmarked, zipped);
  }

  /** Files that are special as a whole, for the list. */
  void listFiles(Places places) {
    String part = "/part-00000.jsonl";
    places.add(
        "folder without sidecar",
        Run.at(Schedule.daily(runOf(6))).folder(Entity.CUSTOMERS) + part,
        -1);
    places.add(
        "part that is gzip under a plain name",
        Run.at(Schedule.daily(runOf(19))).folder(Entity.CHARGES) + part,
        -1);
  }

  /** Runs beside the daily ones. */
  void writeExtraRuns(BronzeWriter writer, Places places) throws IOException {
    acrossMidnight(writer);
    leftOver(writer, places);
  }

  private void repeatedAndLate() {
    Instant noon = at(3, 12, 0);
    add(4, Entity.CHARGES, "same charge, first extraction", charge("repeated", noon));
    add(8, Entity.CHARGES, "same charge, extracted again", charge("repeated", noon));
    put(
        schedule.lastRun(),
        Entity.CHARGES,
        Draft.labelled(
            "same charge, extracted after its arrival range (equal: only counted)",
            charge("repeated", noon)));

    Instant updated = at(9, 10, 30);
    Map<String, Object> pendingIntent = intent("updated", updated);
    pendingIntent.put("status", "requires_payment_method");
    pendingIntent.put("latest_charge", null);
    Map<String, Object> pendingCharge = charge("updated", updated.plusSeconds(60));
    pendingCharge.put("status", "pending");
    pendingCharge.put("payment_intent", pendingIntent.get("id"));
    Map<String, Object> paidCharge = new TreeMap<>(pendingCharge);
    paidCharge.put("status", "succeeded");
    Map<String, Object> paidIntent = intent("updated", updated);
    paidIntent.put("latest_charge", paidCharge.get("id"));
    add(10, Entity.PAYMENT_INTENTS, "intent requires_payment_method", pendingIntent);
    add(10, Entity.CHARGES, "charge pending", pendingCharge);
    add(12, Entity.PAYMENT_INTENTS, "that intent succeeded in a later run", paidIntent);
    add(12, Entity.CHARGES, "that charge succeeded in a later run", paidCharge);
    Map<String, Object> open = invoice("updated", updated);
    Map<String, Object> paid = new TreeMap<>(open);
    paid.put("status", "paid");
    paid.put("amount_due", 0L);
    add(10, Entity.INVOICES, "invoice open", open);
    add(16, Entity.INVOICES, "that invoice paid in a later run", paid);

    for (int i = 0; i < 3; i++) {
      String name = "late" + i;
      Instant created = at(3, 12 + i, 20);
      LocalDate run = schedule.nextRun(schedule.day(3).plusDays(20));
      Map<String, Object> intent = intent(name, created);
      Map<String, Object> charge = charge(name, created.plusSeconds(40));
      charge.put("payment_intent", intent.get("id"));
      put(run, Entity.PAYMENT_INTENTS, Draft.labelled("intent that arrived 20 days late", intent));
      put(run, Entity.CHARGES, Draft.labelled("charge that arrived 20 days late", charge));
    }

    Instant beforeWindow = PaymentObjects.start(schedule.from()).minusSeconds(10);
    Map<String, Object> edgeIntent = intent("edge", beforeWindow);
    Map<String, Object> edgeCharge = charge("edge", beforeWindow.plusSeconds(20));
    edgeCharge.put("payment_intent", edgeIntent.get("id"));
    add(0, Entity.PAYMENT_INTENTS, "intent 10 seconds before the window", edgeIntent);
    add(1, Entity.CHARGES, "its charge 10 seconds into the window", edgeCharge);

    Instant lateEvening = at(4, 23, 59).plusSeconds(50);
    Map<String, Object> nightIntent = intent("night", lateEvening);
    Map<String, Object> nightCharge = charge("night", lateEvening.plusSeconds(40));
    nightCharge.put("payment_intent", nightIntent.get("id"));
    add(5, Entity.PAYMENT_INTENTS, "intent just before midnight", nightIntent);
    add(5, Entity.CHARGES, "its charge on the next day", nightCharge);

    Map<String, Object> small = intent("small", at(11, 9, 0));
    small.put("amount", 4_000L);
    Map<String, Object> large = charge("large", at(11, 9, 1));
    large.put("payment_intent", small.get("id"));
    large.put("amount", 4_400L);
    add(12, Entity.PAYMENT_INTENTS, "intent of a smaller amount than its charge", small);
    add(12, Entity.CHARGES, "charge of a larger amount than its intent", large);

    Map<String, Object> yen = charge("yen", at(11, 10, 0));
    yen.put("currency", "jpy");
    add(12, Entity.CHARGES, "charge in a currency without decimals", yen);
  }

  private void drifted() {
    Map<String, Object> numeric = charge("numeric", at(2, 9, 0));
    numeric.put("id", 8_800_012_345L);
    add(3, Entity.CHARGES, "drift: id is a number", numeric);
    Map<String, Object> text = charge("text", at(2, 9, 5));
    text.put("amount", "8004");
    add(3, Entity.CHARGES, "drift: amount is a string of digits", text);
    Map<String, Object> nested = charge("nested", at(4, 9, 0));
    nested.put("payment_method_details", Map.of("card", new TreeMap<>(Map.of("brand", "visa"))));
    add(5, Entity.CHARGES, "drift: new nested field", nested);
    put(
        runOf(5),
        Entity.CHARGES,
        Draft.labelled("drift: new top-level field", charge("toplevel", at(4, 9, 10)))
            .edited(line -> line.substring(0, line.length() - 1) + ",\"schema_version\":2}"));
    Map<String, Object> without = charge("without", at(4, 9, 20));
    without.remove("invoice");
    add(5, Entity.CHARGES, "drift: optional field missing", without);
    Map<String, Object> anonymous = charge("anonymous", at(4, 9, 30));
    anonymous.put("customer", null);
    add(5, Entity.CHARGES, "null customer", anonymous);
    Map<String, Object> orphan = charge("orphan", at(4, 9, 40));
    orphan.put("payment_intent", "pi_" + seeded.hex24("nowhere"));
    add(5, Entity.CHARGES, "orphan: its intent does not exist", orphan);
  }

  private void dead() {
    Map<String, Object> point = charge("point", at(2, 9, 10));
    point.put("amount", "80.04");
    add(3, Entity.CHARGES, "dead: amount is no whole number (BAD_TYPE)", point);
    Map<String, Object> undated = charge("undated", at(10, 8, 0));
    undated.remove("created");
    add(11, Entity.CHARGES, "dead: created is missing (MISSING_FIELD)", undated);
    Map<String, Object> disputed = charge("disputed", at(10, 8, 5));
    disputed.put("status", "disputed");
    add(11, Entity.CHARGES, "dead: unknown status (NOT_ALLOWED)", disputed);
    Map<String, Object> negative = charge("negative", at(10, 8, 10));
    negative.put("amount", -500L);
    add(11, Entity.CHARGES, "dead: negative amount (OUT_OF_RANGE)", negative);
    Map<String, Object> excess = invoice("excess", at(10, 8, 15));
    excess.put("amount_due", 90_000L);
    add(11, Entity.INVOICES, "dead: amount due above total (RULE_FAILED)", excess);
    put(
        runOf(11),
        Entity.CHARGES,
        Draft.labelled(
                "dead: meta names another entity (KEY_MISMATCH)", charge("strange", at(10, 8, 20)))
            .edited(
                line -> line.replace("\"entity\":\"charges\"", "\"entity\":\"payment_intents\"")));
    put(
        runOf(10),
        Entity.PAYMENT_INTENTS,
        Draft.labelled("dead: not JSON (MALFORMED_RECORD)", intent("broken", at(9, 8, 0)))
            .edited(line -> line.replace("\"amount\":", "\"amount\"")));
    put(
        runOf(5),
        Entity.CHARGES,
        Draft.labelled("dead: truncated last line (MALFORMED_RECORD)", charge("cut", at(4, 8, 0)))
            .truncated());
    for (int i = 0; i < 3; i++) {
      Map<String, Object> refund =
          PaymentObjects.shell(
              Entity.REFUNDS,
              Entity.REFUNDS.prefix() + seeded.hex24("refund" + i),
              at(8, 15, i).getEpochSecond());
      refund.put("amount", 700L + i);
      refund.put("charge", Entity.CHARGES.prefix() + seeded.hex24("repeated"));
      add(9, Entity.REFUNDS, "dead: entity the model does not know (UNKNOWN_ENTITY)", refund);
    }
  }

  private void acrossMidnight(BronzeWriter writer) throws IOException {
    Run run = Run.at(Schedule.at(schedule.day(8), LocalTime.of(23, 59, 50)));
    List<Draft> intents = new ArrayList<>();
    List<Draft> charges = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Instant created = at(8, 23, 30 + i);
      Map<String, Object> intent = intent("midnight" + i, created);
      Map<String, Object> charge = charge("midnight" + i, created.plusSeconds(30));
      charge.put("payment_intent", intent.get("id"));
      intents.add(Draft.of(intent));
      charges.add(Draft.labelled("run across midnight: ingested the day after its folder", charge));
    }
    writer.write(run, Entity.PAYMENT_INTENTS, sorted(intents), BronzeWriter.Style.USUAL);
    writer.write(run, Entity.CHARGES, sorted(charges), BronzeWriter.Style.USUAL);
  }

  /**
   * A run in small parts, attempted again with fewer rows: its second part is the old attempt's.
   */
  private void leftOver(BronzeWriter writer, Places places) throws IOException {
    Run run = Run.at(Schedule.at(schedule.day(17), LocalTime.of(9, 0)));
    List<Draft> first = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      first.add(Draft.of(intent("leftover" + i, at(16, 11, i))));
    }
    BronzeWriter.Style small = new BronzeWriter.Style(8, true, false);
    writer.write(run, Entity.PAYMENT_INTENTS, sorted(first), small);
    writer.write(run.again(600), Entity.PAYMENT_INTENTS, sorted(first.subList(0, 6)), small);
    places.add(
        "part left over from an earlier attempt of the run",
        run.folder(Entity.PAYMENT_INTENTS) + "/part-00001.jsonl",
        -1);
  }

  private Map<String, Object> charge(String name, Instant created) {
    Map<String, Object> data = shell(Entity.CHARGES, name, created);
    data.put("amount", 2_500L);
    data.put("currency", "usd");
    data.put("status", "succeeded");
    data.put("customer", someCustomer());
    LocalDate day = day(created);
    data.put(
        "payment_intent",
        schedule.payments(day) == 0 ? null : objects.id(Entity.PAYMENT_INTENTS, day, 0));
    data.put("invoice", null);
    return data;
  }

  private Map<String, Object> intent(String name, Instant created) {
    Map<String, Object> data = shell(Entity.PAYMENT_INTENTS, name, created);
    data.put("amount", 2_500L);
    data.put("currency", "usd");
    data.put("status", "succeeded");
    data.put("customer", someCustomer());
    data.put("latest_charge", null);
    data.put("invoice", null);
    return data;
  }

  private Map<String, Object> invoice(String name, Instant created) {
    Map<String, Object> data = shell(Entity.INVOICES, name, created);
    data.put("customer", someCustomer());
    data.put("total", 9_900L);
    data.put("amount_due", 9_900L);
    data.put("status", "open");
    data.put("due_date", created.getEpochSecond() + 14 * 86_400L);
    data.put("period_start", created.getEpochSecond() - 30 * 86_400L);
    data.put("period_end", created.getEpochSecond());
    return data;
  }

  private Map<String, Object> shell(Entity entity, String name, Instant created) {
    return PaymentObjects.shell(
        entity, entity.prefix() + seeded.hex24(name), created.getEpochSecond());
  }

  private String someCustomer() {
    return objects.id(Entity.CUSTOMERS, schedule.firstDay(), 0);
  }

  private void add(int run, Entity entity, String label, Map<String, Object> data) {
    put(runOf(run), entity, Draft.labelled(label, data));
  }

  private void put(LocalDate run, Entity entity, Draft draft) {
    drafts.computeIfAbsent(new Slot(run, entity), slot -> new ArrayList<>()).add(draft);
  }

  private LocalDate runOf(int day) {
    return schedule.nextRun(schedule.day(day));
  }

  private Instant at(int day, int hour, int minute) {
    return Schedule.at(schedule.day(day), LocalTime.of(hour, minute));
  }

  private static LocalDate day(Instant instant) {
    return instant.atOffset(java.time.ZoneOffset.UTC).toLocalDate();
  }

  private static Iterator<Draft> sorted(List<Draft> drafts) {
    return drafts.stream().sorted(Comparator.comparing(Draft::sortKey)).iterator();
  }
}
