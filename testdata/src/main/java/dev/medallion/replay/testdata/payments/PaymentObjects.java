package dev.medallion.replay.testdata.payments;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The objects of ordinary life: each a function of (entity, business day, index, state). */
final class PaymentObjects {
  private static final String[] FIRST = {
    "Ada", "Bo", "Chen", "Dara", "Efe", "Fatima", "Goran", "Hana", "Zo\u00eb", "Ivo"
  };
  private static final String[] LAST = {
    "Abara", "Berg", "Costa", "Dietz", "Eriksen", "Fujita", "Garc\u00eda", "Haas"
  };

  private final Seeded seeded;
  private final Schedule schedule;

  PaymentObjects(Seeded seeded, Schedule schedule) {
    this.seeded = seeded;
    this.schedule = schedule;
  }

  int count(Entity entity, LocalDate day) {
    return switch (entity) {
      case PAYMENT_INTENTS, CHARGES -> schedule.payments(day);
      case INVOICES -> schedule.invoices(day);
      case CUSTOMERS -> schedule.customers(day);
      case REFUNDS -> 0;
    };
  }

  String id(Entity entity, LocalDate day, int index) {
    return entity.prefix()
        + seeded.ascendingHex24(entity.folder(), day.toEpochDay(), index, count(entity, day));
  }

  /** When the object last changed after it was first extracted; empty: it never did. */
  Optional<Instant> changed(Entity entity, LocalDate day, int index) {
    String kind = entity == Entity.CHARGES ? Entity.PAYMENT_INTENTS.folder() : entity.folder();
    SplittableRandom random = seeded.of("change of " + kind, day.toEpochDay(), index);
    int percent = entity == Entity.CUSTOMERS ? 5 : entity == Entity.INVOICES ? 40 : 12;
    if (random.nextInt(100) >= percent) {
      return Optional.empty();
    }
    LocalDate changeDay = day.plusDays(random.nextInt(2, 6));
    return Optional.of(start(changeDay).plusSeconds(54_000 + random.nextInt(20_000)));
  }

  /** The daily run that fetches the changed object. */
  Optional<LocalDate> updateRun(Entity entity, LocalDate day, int index) {
    return changed(entity, day, index)
        .map(change -> schedule.baseRun(change.atOffset(ZoneOffset.UTC).toLocalDate()))
        .filter(run -> run.isAfter(schedule.baseRun(day)));
  }

  /** The object as it was at an instant. */
  Map<String, Object> at(Entity entity, LocalDate day, int index, Instant instant) {
    boolean last =
        changed(entity, day, index).map(change -> !instant.isBefore(change)).orElse(true);
    return state(entity, day, index, last);
  }

  /** The object before or after its change; one that never changes is always in its last state. */
  Map<String, Object> state(Entity entity, LocalDate day, int index, boolean last) {
    return switch (entity) {
      case PAYMENT_INTENTS -> intent(day, index, last);
      case CHARGES -> charge(day, index, last);
      case INVOICES -> invoice(day, index, last);
      case CUSTOMERS -> customer(day, index, last);
      case REFUNDS -> throw new IllegalArgumentException("no refunds in ordinary life");
    };
  }

  private Map<String, Object> intent(LocalDate day, int index, boolean last) {
    Payment payment = payment(day, index);
    Map<String, Object> data = object(Entity.PAYMENT_INTENTS, day, index, payment.created());
    data.put("amount", payment.amount());
    data.put("currency", payment.currency());
    data.put("status", last ? payment.intentStatus() : "requires_payment_method");
    data.put("customer", payment.customer());
    data.put("latest_charge", last ? id(Entity.CHARGES, day, index) : null);
    data.put("invoice", payment.invoice().orElse(null));
    return data;
  }

  private Map<String, Object> charge(LocalDate day, int index, boolean last) {
    Payment payment = payment(day, index);
    Map<String, Object> data =
        object(Entity.CHARGES, day, index, payment.created() + payment.chargeDelay());
    data.put("amount", payment.amount());
    data.put("currency", payment.currency());
    data.put("status", last ? payment.chargeStatus() : "pending");
    data.put("customer", payment.customer());
    data.put("payment_intent", id(Entity.PAYMENT_INTENTS, day, index));
    data.put("invoice", payment.invoice().orElse(null));
    return data;
  }

  private Map<String, Object> invoice(LocalDate day, int index, boolean last) {
    SplittableRandom random = seeded.of("invoice", day.toEpochDay(), index);
    long created = start(day).getEpochSecond() + random.nextInt(64_800);
    long total = 500L + random.nextInt(40_000);
    boolean paid = random.nextInt(100) < 80 && last;
    Map<String, Object> data = object(Entity.INVOICES, day, index, created);
    data.put("customer", someCustomer(random, day));
    data.put("total", total);
    data.put("amount_due", paid ? 0L : total);
    data.put("status", paid ? "paid" : "open");
    data.put("due_date", created + 14 * 86_400L);
    data.put("period_start", start(day.minusMonths(1)).getEpochSecond());
    data.put("period_end", start(day).getEpochSecond());
    return data;
  }

  private Map<String, Object> customer(LocalDate day, int index, boolean last) {
    SplittableRandom random = seeded.of("customer", day.toEpochDay(), index);
    long created = start(day).getEpochSecond() + random.nextInt(86_000);
    String first = FIRST[random.nextInt(FIRST.length)];
    String surname = LAST[random.nextInt(LAST.length)];
    boolean moved = last && changed(Entity.CUSTOMERS, day, index).isPresent();
    Map<String, Object> data = object(Entity.CUSTOMERS, day, index, created);
    data.put("email", "c" + random.nextInt(1_000_000) + (moved ? "@new.example" : "@mail.example"));
    data.put("name", first + " " + surname);
    data.put("metadata", new TreeMap<String, Object>());
    return data;
  }

  private record Payment(
      long created,
      int chargeDelay,
      long amount,
      String currency,
      String chargeStatus,
      String intentStatus,
      String customer,
      Optional<String> invoice) {}

  private Payment payment(LocalDate day, int index) {
    SplittableRandom random = seeded.of("payment", day.toEpochDay(), index);
    long created = start(day).getEpochSecond() + random.nextInt(85_700);
    int chargeDelay = 5 + random.nextInt(600);
    int invoices = schedule.invoices(day);
    boolean billed = index % 2 == 0 && index / 2 < invoices;
    long amount = 500L + random.nextInt(40_000);
    if (billed) {
      amount = 500 + seededInvoiceTotal(day, index / 2);
    }
    int currency = random.nextInt(100);
    int fate = random.nextInt(100);
    return new Payment(
        created,
        chargeDelay,
        amount,
        currency < 70 ? "usd" : currency < 90 ? "eur" : currency < 95 ? "gbp" : "jpy",
        fate < 90 ? "succeeded" : fate < 96 ? "failed" : "pending",
        fate < 90 ? "succeeded" : fate < 93 ? "canceled" : "requires_payment_method",
        someCustomer(random, day),
        billed ? Optional.of(id(Entity.INVOICES, day, index / 2)) : Optional.empty());
  }

  /** What {@link #invoice} draws second, so that a payment pays what its invoice says. */
  private long seededInvoiceTotal(LocalDate day, int index) {
    SplittableRandom random = seeded.of("invoice", day.toEpochDay(), index);
    random.nextInt(64_800);
    return random.nextInt(40_000);
  }

  private String someCustomer(SplittableRandom random, LocalDate day) {
    long ago = ChronoUnit.DAYS.between(schedule.firstDay(), day) + 1;
    LocalDate since = schedule.firstDay().plusDays(random.nextLong(ago));
    LocalDate known = schedule.customers(since) == 0 ? schedule.firstDay() : since;
    return id(Entity.CUSTOMERS, known, random.nextInt(schedule.customers(known)));
  }

  private Map<String, Object> object(Entity entity, LocalDate day, int index, long created) {
    return shell(entity, id(entity, day, index), created);
  }

  static Map<String, Object> shell(Entity entity, String id, long created) {
    Map<String, Object> data = new TreeMap<>();
    data.put("id", id);
    data.put("object", entity.object());
    data.put("created", created);
    return data;
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
