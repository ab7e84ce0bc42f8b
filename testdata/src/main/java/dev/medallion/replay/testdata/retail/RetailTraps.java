package dev.medallion.replay.testdata.retail;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The traps of the system: one of each, with an id that names it. */
final class RetailTraps {
  private final RetailFiles files;
  private final LocalDate day;

  /**
   * Traps of one business day.
   *
   * @param day the third of the lake, so that there are days before and after
   */
  RetailTraps(RetailFiles files, LocalDate day) {
    this.files = files;
    this.day = day;
  }

  void add() {
    corrections();
    days();
    amounts();
    shapes();
    faults();
    landing();
  }

  private Sale sale(String id) {
    return new Sale(id, "S1", day + "T10:00:00+08:00").with("region", "NCR").item("P1", 2, "30.00");
  }

  private void put(Sale sale) {
    put(sale, 4);
  }

  /** Ingested some hours after the day's beginning in UTC. */
  private void put(Sale sale, int hours) {
    Instant at = Instant.parse(day + "T00:00:00Z").plusSeconds(hours * 3600L);
    files.bronze(LocalDate.ofInstant(at, java.time.ZoneId.of("Asia/Manila")), sale.bronze(at));
  }

  private void corrections() {
    put(sale("TX-CORRECTED").item("P2", 1, "40.00").total());
    Sale corrected = new Sale("TX-CORRECTED", "S2", day.plusDays(1) + "T09:00:00+08:00");
    corrected.eventId = "e-TX-CORRECTED-2";
    put(corrected.with("region", "Central Luzon").item("P1", 2, "30.00").total(), 30);
    Sale tied = sale("TX-TIED").total();
    tied.eventId = "a";
    put(tied);
    Sale winner = sale("TX-TIED").item("P3", 1, "5.00").total();
    winner.eventId = "b";
    put(winner);
    put(sale("TX-RESENT").item("P2", 1, "40.00").total());
    Sale resent =
        new Sale("TX-RESENT", "S1", day + "T10:05:00+08:00")
            .with("region", "NCR")
            .item("P2", 1, "40.00")
            .item("P1", 2, "30.00")
            .total();
    resent.eventId = "e-TX-RESENT-2";
    put(resent, 5);
    put(sale("TX-AMOUNT-ONLY").with("total_amount", 55));
    Sale amount = sale("TX-AMOUNT-ONLY").with("total_amount", 60);
    amount.eventId = "e-TX-AMOUNT-ONLY-2";
    put(amount, 6);
  }

  private void days() {
    put(sale("TX-UTC-EVENING").with("ts", day.minusDays(1) + "T23:30:00Z").total());
    put(sale("TX-MANILA-NIGHT").with("ts", day + "T00:30:00+08:00").total());
    put(sale("TX-NO-TS").without("ts").total());
    put(sale("TX-LATE").with("ts", day + "T06:00:00+08:00").total(), 100);
  }

  private void amounts() {
    Sale refund = new Sale("TX-REFUND", "S1", day + "T11:00:00+08:00").with("region", "NCR");
    put(refund.item("P1", -2, "30.00").total());
    put(sale("TX-TOTAL-0").with("total_amount", 0));
    put(sale("TX-MISMATCH").with("total_amount", 75.5));
    put(new Sale("TX-HIGH", "S1", day + "T12:00:00+08:00").item("P9", 5, "2500.00").total());
    put(sale("TX-TEXT-NUMBERS").with("total_amount", "60.00"));
    Sale discounted = sale("TX-DISCOUNTED").with("total_amount", 60).with("net_amount", 55);
    discounted.items.get(0).put("discount", 5);
    put(discounted);
    put(sale("TX-UNLINKED").item("X-unknown", 1, "10.00").total());
  }

  private void shapes() {
    Sale text = sale("TX-ITEMS-TEXT").total();
    put(text.with("items", RetailFiles.json(text.items)));
    put(sale("TX-ITEMS-EMPTY").with("items", List.of()).with("total_amount", 0));
    put(sale("TX-ITEMS-NONE").without("items").with("total_amount", 12));
    Sale flat = sale("TX-OLD-FLAT").total().without("transaction_id").without("ts");
    flat.with("id", "TX-OLD-FLAT").with("timestamp", day + "T15:00:00+08:00");
    put(
        flat.with("combo_basket", flat.items)
            .without("items")
            .with("location", Map.of("region", "CALABARZON")));
    Sale edge = sale("TX-PI-EDGE").without("store_id").without("ts").without("region");
    edge.with("store", new TreeMap<>(Map.of("id", "S3", "tz_offset_min", 480)))
        .with("ts_utc", day + "T12:30:00Z");
    edge.items.clear();
    edge.items.add(
        new TreeMap<>(
            Map.of(
                "category_name",
                "beverages",
                "brand_name",
                "X",
                "product_name",
                "Cola",
                "qty",
                2,
                "unit_price",
                30,
                "total_price",
                60)));
    put(edge.with("amounts", Map.of("total", 60)));
  }

  private void faults() {
    put(sale("TX-NONE").without("transaction_id").total());
    Sale half = sale("TX-QTY-HALF").total();
    half.items.get(0).put("qty", 1.5);
    put(half);
    Sale whole = sale("TX-QTY-WHOLE").total();
    whole.items.get(0).put("qty", "2.0");
    put(whole);
    put(sale("TX-THOUSANDS").with("total_amount", "1,045.00"));
    put(sale("TX-ITEMS-OBJECT").with("items", Map.of()));
    files.bronze(day, "{\"event_id\":\"e-cut\",\"event_type\":\"transaction.v1\",\"event_da");
    String mention = sale("TX-OTHER-TYPE").total().bronze(Instant.parse(day + "T04:00:00Z"));
    files.bronze(day, mention.replace("\"transaction.v1\"", "\"brand.mention\""));
  }

  private void landing() {
    Instant at = Instant.parse(day + "T05:00:00Z");
    files.landing(day, "device-7", "edge-array.json", sale("TX-LANDED-ARRAY").total().landing(at));
    files.landing(day, "device-7", "edge-array.json", sale("TX-LANDED-TWO").total().landing(at));
    files.landing(day, "unknown", "edge-lines.json", sale("TX-LANDED-LINES").total().landing(at));
    files.landing(day, "device-8", "edge.csv", Sale.HEADER);
    files.landing(day, "device-8", "edge.csv", sale("TX-LANDED-CSV").total().csv(at));
    files.landing(day, "device-8", "edge.csv", "TX-RAGGED,S1," + day + "T10:00:00+08:00");
    // The same instant in both: the bronze event has the higher priority.
    Sale both = sale("TX-BOTH").total();
    both.eventId = "-";
    put(both, 5);
    files.landing(
        day,
        "device-7",
        "edge-array.json",
        sale("TX-BOTH").item("P4", 1, "7.00").total().landing(at));
  }
}
