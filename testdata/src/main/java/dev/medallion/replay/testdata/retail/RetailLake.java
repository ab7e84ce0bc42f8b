package dev.medallion.replay.testdata.retail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes a lake of the retail system. The same arguments give the same bytes.
 *
 * <p>Ordinary life: sales of some stores, most of them bronze events and some dropped as files; one
 * in twenty is sent again with other lines, a day later.
 */
public final class RetailLake {
  private static final ZoneId MANILA = ZoneId.of("Asia/Manila");
  private static final List<String> REGIONS =
      List.of("NCR", "metro  manila", "Central Luzon", " CALABARZON ", "Region VII", "CAR");
  private static final List<String> CUSTOMERS = List.of("new", "returning", "vip");

  private final RetailFiles files = new RetailFiles();
  private final long seed;

  private RetailLake(long seed) {
    this.seed = seed;
  }

  /** {@code <folder> [seed] [first day] [days] [sales a day]}; the defaults make the sample. */
  public static void main(String[] args) throws IOException {
    write(
        Path.of(args[0]),
        args.length > 1 ? Long.parseLong(args[1]) : 7,
        LocalDate.parse(args.length > 2 ? args[2] : "2025-08-20"),
        args.length > 3 ? Integer.parseInt(args[3]) : 10,
        args.length > 4 ? Integer.parseInt(args[4]) : 60);
  }

  /** Writes a lake with every trap, into a folder. */
  public static void write(Path out, long seed, LocalDate from, int days, int salesADay)
      throws IOException {
    RetailLake lake = new RetailLake(seed);
    for (int d = 0; d < days; d++) {
      for (int i = 0; i < salesADay; i++) {
        lake.sale(from.plusDays(d), i);
      }
    }
    new RetailTraps(lake.files, from.plusDays(Math.min(2, days - 1))).add();
    lake.files.write(out);
  }

  private void sale(LocalDate day, int index) {
    SplittableRandom random = new SplittableRandom(seed * 31 + day.toEpochDay() * 100_003 + index);
    Instant at = day.atStartOfDay(MANILA).toInstant().plusSeconds(random.nextInt(86_400));
    Instant ingested = at.plusSeconds(30 + random.nextInt(7_200)).plusMillis(random.nextInt(1_000));
    String id = "TX-" + day.toString().replace("-", "") + "-" + index;
    Sale sale = new Sale(id, "S" + (1 + random.nextInt(8)), at.toString());
    int lines = 1 + random.nextInt(4);
    List<String> prices = new ArrayList<>();
    for (int l = 0; l < lines; l++) {
      prices.add(5 + random.nextInt(200) + "." + (10 + random.nextInt(90)));
      sale.item("P" + (1 + random.nextInt(40)), 1 + random.nextInt(5), prices.get(l));
    }
    sale.total().with("region", REGIONS.get(random.nextInt(REGIONS.size())));
    if (random.nextInt(3) > 0) {
      sale.with("customer_id", "C" + random.nextInt(90));
      sale.with("customer_type", CUSTOMERS.get(random.nextInt(CUSTOMERS.size())));
    }
    if (random.nextInt(5) == 0) {
      sale.with("campaign_id", "K" + random.nextInt(3)).with("payment_method", "gcash");
    }
    put(sale, ingested, index);
    if (index % 20 == 7) {
      sale.eventId = "e-" + id + "-2";
      sale.items.remove(0);
      put(sale.item("P2", 1, "19.50").total(), ingested.plusSeconds(86_400), 0);
    }
  }

  private void put(Sale sale, Instant at, int index) {
    LocalDate arrived = LocalDate.ofInstant(at, MANILA);
    switch (index % 12) {
      case 9 -> files.landing(arrived, "device-1", "sales-array.json", sale.landing(at));
      case 10 -> files.landing(arrived, "device-2", "sales-lines.json", sale.landing(at));
      case 11 -> csv(arrived, sale, at);
      default -> files.bronze(arrived, sale.bronze(at));
    }
  }

  private void csv(LocalDate arrived, Sale sale, Instant at) {
    files.csvRow(arrived, "device-3", "sales.csv", Sale.HEADER, sale.csv(at));
  }
}
