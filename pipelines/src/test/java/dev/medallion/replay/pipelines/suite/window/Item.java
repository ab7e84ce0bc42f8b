package dev.medallion.replay.pipelines.suite.window;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One object of the payments system, as its {@code data} holds it.
 *
 * @param entity the folder that it is extracted to
 * @param fields texts, whole numbers; null is JSON's
 */
record Item(String entity, Map<String, Object> fields) {
  /** A charge of 700 cents that succeeded at noon of a day, of no intent. */
  static Item charge(String id, String day) {
    return of("charges", "charge", id, day)
        .with("amount", 700)
        .with("currency", "usd")
        .with("status", "succeeded")
        .with("customer", null)
        .with("payment_intent", null)
        .with("invoice", null);
  }

  /** The intent of such a charge. */
  static Item intent(String id, String day) {
    return of("payment_intents", "payment_intent", id, day)
        .with("amount", 700)
        .with("currency", "usd")
        .with("status", "succeeded")
        .with("customer", null)
        .with("latest_charge", null)
        .with("invoice", null);
  }

  /** An open invoice of 700 cents. */
  static Item invoice(String id, String day) {
    return of("invoices", "invoice", id, day)
        .with("due_date", noon(day))
        .with("status", "open")
        .with("customer", null)
        .with("total", 700)
        .with("amount_due", 700)
        .with("period_start", noon(day))
        .with("period_end", noon(day));
  }

  static Item customer(String id, String day) {
    return of("customers", "customer", id, day)
        .with("email", id + "@example.com")
        .with("name", "Somebody");
  }

  private static Item of(String entity, String object, String id, String day) {
    return new Item(entity, Map.of())
        .with("id", id)
        .with("object", object)
        .with("created", noon(day));
  }

  /** Epoch seconds. */
  static long noon(String day) {
    return LocalDate.parse(day).toEpochSecond(LocalTime.NOON, ZoneOffset.UTC);
  }

  /** The same with another value of a field. */
  Item with(String field, Object value) {
    Map<String, Object> next = new LinkedHashMap<>(fields);
    next.put(field, value);
    return new Item(entity, next);
  }

  /** The same, created on another day: it moves to another partition. */
  Item createdOn(String day) {
    return with("created", noon(day));
  }

  String json() {
    return fields.entrySet().stream()
        .map(e -> "\"" + e.getKey() + "\":" + json(e.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String json(Object value) {
    return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
  }
}
