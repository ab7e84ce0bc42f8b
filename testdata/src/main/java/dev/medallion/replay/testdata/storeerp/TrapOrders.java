package dev.medallion.replay.testdata.storeerp;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What the traps are made of: orders of one business day, each with an id and a buyer of its own.
 */
final class TrapOrders {
  final OrderWriter writer;
  final ErpObjects objects;
  final Places places;
  final LocalDate day;
  private final List<Store> stores;

  TrapOrders(OrderWriter writer, ErpObjects objects, LocalDate day, List<Store> stores) {
    this.writer = writer;
    this.objects = objects;
    this.places = new Places();
    this.day = day;
    this.stores = stores;
  }

  Store store(int index) {
    return stores.get(index);
  }

  /** Of the first store, without lines. */
  Order empty(int id) {
    return empty(id, stores.get(0), day);
  }

  Order empty(int id, Store store, LocalDate businessDay) {
    int buyer = 1_000 + id % 1_000;
    return new Order(store, String.valueOf(id), businessDay)
        .customer(buyer, Customers.name(buyer))
        .seller("42", "Bia");
  }

  /** Two cloths at 18.00. */
  Order plain(int id) {
    return plain(id, stores.get(0), day);
  }

  Order plain(int id, Store store, LocalDate businessDay) {
    return empty(id, store, businessDay)
        .line(Product.CLOTH, "18,00", "2", "0")
        .totals("36,00", "36,00");
  }

  /** In the order's own business day, at noon. */
  Arrival noon(Order order) {
    return at(order, 0, "12:00:00");
  }

  Arrival at(Order order, int daysLater, String time) {
    return Arrival.local(
        order.day.plusDays(daysLater), time, Uuids.random(0, order.id + ":" + daysLater + time));
  }

  /** Writes an order as it should arrive, and tells of it. */
  void place(String trap, String edge, Order order, Arrival arrival, String outcome)
      throws IOException {
    place(trap, edge, order, arrival, OrderWriter.answers(order, arrival), outcome);
  }

  /** The same, with other answers than a complete folder has. */
  void place(
      String trap,
      String edge,
      Order order,
      Arrival arrival,
      Map<String, Object> answers,
      String outcome)
      throws IOException {
    writer.webhook(order, arrival, Webhook.of(order));
    places.add(trap, edge, writer.folder(order, arrival, answers), outcome);
  }
}
