package dev.medallion.replay.testdata.storeerp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * Makes a lake of the store ERP: webhook and API buckets of three stores. The same arguments give
 * the same bytes. Objects are written one by one, so the size is bounded by the disk.
 */
public final class StoreErpLake {
  private static final Store FIRST = new Store("Z316", "z316", ApiLayout.VENDAS, "22945440000154");
  private static final Store SECOND = new Store("a101", "a101", ApiLayout.ROOT, "11222333000181");
  private static final Store THIRD =
      new Store("m020", "m020", ApiLayout.TREE, "33.444.555/0001-81");

  /**
   * The traps are on the eighth business day: days before and after it have ordinary orders only.
   */
  private static final int TRAP_DAY = 7;

  private StoreErpLake() {}

  /** {@code <folder> [seed] [first day] [days] [orders a day]}; the defaults make the sample. */
  public static void main(String[] args) throws IOException {
    write(
        Path.of(args[0]),
        args.length > 1 ? Long.parseLong(args[1]) : 7,
        LocalDate.parse(args.length > 2 ? args[2] : "2026-01-27"),
        args.length > 3 ? Integer.parseInt(args[3]) : 10,
        args.length > 4 ? Integer.parseInt(args[4]) : 8);
  }

  /** Writes a lake with every trap, into a folder. */
  public static Places write(Path out, long seed, LocalDate from, int days, int ordersADay)
      throws IOException {
    ErpObjects objects = new ErpObjects(out);
    OrderWriter writer = new OrderWriter(objects);
    OrdinaryOrders ordinary = new OrdinaryOrders(writer, seed);
    for (int d = 0; d < days; d++) {
      for (int i = 0; i < ordersADay; i++) {
        ordinary.write(stores(2 * d >= days), from.plusDays(d), i);
      }
    }
    LocalDate trapDay = from.plusDays(Math.min(TRAP_DAY, days - 1));
    TrapOrders orders = new TrapOrders(writer, objects, trapDay, stores(true));
    new ArrivalTraps(orders).write();
    new AmountTraps(orders).write();
    new FolderTraps(orders).write();
    new WebhookTraps(orders).write();
    new LoyaltyTraps(orders).write();
    return orders.places;
  }

  /** The second store's API bucket is laid out differently from the middle of the lake on. */
  private static List<Store> stores(boolean secondHalf) {
    return List.of(FIRST, secondHalf ? SECOND.with(ApiLayout.VENDAS) : SECOND, THIRD);
  }
}
