package dev.medallion.replay.testdata.storeerp;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** Traps of time and place: what arrived when, how often, and under which spelling. */
final class ArrivalTraps {
  private static final String ORACLE_UUID = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";

  private final TrapOrders orders;

  ArrivalTraps(TrapOrders orders) {
    this.orders = orders;
  }

  void write() throws IOException {
    oracle();
    late();
    backfill();
    edited();
    twins();
    spellings();
  }

  /** The system's worked example, sold late in the evening. */
  private void oracle() throws IOException {
    Order order = example(900_001);
    order.line("99", "Sem cadastro", "1.234,56", "1", "0").totals("50.00", "45.00");
    orders.place(
        "night sale (the worked example)",
        "1, 10, 11, 12",
        order,
        Arrival.local(orders.day, "22:30:00", ORACLE_UUID),
        "a sale of its business day, though it arrived on the next day in UTC; cost 22.5, before"
            + " discounts 20 + 18 + 1234.56, product discount 4, profit 22.5; two rows in"
            + " `produtos`, line 2 in `itens_sem_produto`; DISCOUNTED");
    Order read = example(900_002);
    read.line("99", "Sem cadastro", "0,00", "1", "0").totals("50.00", "45.00");
    orders.place(
        "the worked example as the original read it",
        "11",
        read,
        orders.noon(read),
        "the same, with 0 for `1.234,56`: before discounts 38, both rows 16.333333 a unit, 32.666666"
            + " and 16.333333 in all");
  }

  private Order example(int id) {
    Order order = orders.empty(id).with("numero", "5501").with("desconto", "5,00");
    order.client.put("nome", "Ana Souza");
    order.client.put("cpfCnpj", "123.456.789-09");
    order.found.get(0).put("numero", "5501");
    return order.line(Product.CLOTH, "18,00", "2", "10").line(Product.CLOTH, "18,00", "1", "0");
  }

  private void late() throws IOException {
    Order five = orders.plain(900_003);
    orders.place(
        "webhook 5 days late", "1", five, orders.at(five, 5, "09:00:00"), "on its own day");
    Order twenty = orders.plain(900_004);
    orders.place(
        "webhook 20 days late", "1", twenty, orders.at(twenty, 20, "09:00:00"), "on its own day");
  }

  private void backfill() throws IOException {
    Order order = orders.plain(900_005);
    Order fetched = orders.plain(900_005).with("situacao", "Cancelado").totals("36,00", "1,00");
    orders.writer.backfilled(fetched);
    orders.place(
        "T000000 backfill beside the real webhook",
        "5, 6, 7",
        order,
        orders.noon(order),
        "one row: the real one (total 36), not the backfilled one (total 1, Cancelado)");
    Order only = orders.plain(900_006);
    Arrival arrival = Arrival.backfill(only.store.webhookPrefix(), only.id, only.day);
    orders.writer.backfilled(only);
    orders.places.add(
        "backfill alone",
        "5, 6",
        only.store.webhookPath(only.id, arrival),
        "a sale of its business day; `backfill` is true; its time is the day before, 21:00 in São"
            + " Paulo");
  }

  private void edited() throws IOException {
    Order first = orders.plain(900_007);
    orders.writer.arrived(first, orders.noon(first));
    LocalDate before = orders.day.minusDays(1);
    Order edited =
        orders
            .empty(900_007, orders.store(0), before)
            .line(Product.SOAP, "9.90", "3", "0")
            .line(Product.CLOTH, "18.00", "1", "0")
            .totals("47.70", "47.70");
    orders.place(
        "edited order (other day, lines and total)",
        "8",
        edited,
        orders.at(edited, 2, "10:00:00"),
        "one row on " + before + " with total 47.70; nothing on " + orders.day);
  }

  private void twins() throws IOException {
    for (int store : new int[] {0, 2}) {
      Order order = orders.plain(900_008, orders.store(store), orders.day);
      order.seller("42", "Bia").totals("36,00", store == 0 ? "36,00" : "35,00");
      orders.place(
          "same order id in two stores", "15", order, orders.noon(order), "a row per store");
    }
    Order order = orders.plain(900_009);
    Instant at = orders.noon(order).at();
    Arrival less = new Arrival(at, "0fffffff-0000-4000-8000-000000000000");
    Arrival greater = new Arrival(at, "f0000000-0000-4000-8000-000000000000");
    orders.writer.arrived(orders.plain(900_009).totals("36,00", "1,00"), less);
    orders.place("two folders of one second", "5", order, greater, "the greater uuid: total 36");
  }

  private void spellings() throws IOException {
    Store first = orders.store(0);
    Store dashed = new Store("z-316", "z-316", first.layout(), "22.945.440/0001-54");
    Order order = orders.plain(900_010, dashed, orders.day);
    orders.place(
        "store spelt `Z316`, `z316` and `z-316`",
        "15",
        order,
        orders.noon(order),
        "store z316, as with the other buckets");
    Order gzipped = orders.plain(900_011);
    gzipped.gzipped = true;
    orders.place("gzip", "-", gzipped, orders.noon(gzipped), "read like any other");
    Order none = orders.plain(900_012);
    none.invoiced = false;
    orders.place("no nfce", "-", none, orders.noon(none), "an ordinary sale");
    Order some = orders.plain(900_013);
    orders.place("nfce", "-", some, orders.noon(some), "an ordinary sale");
    leftovers();
  }

  private void leftovers() throws IOException {
    Store store = orders.store(0);
    String bucket = store.apiPrefix() + "-tiny-api/vendas/";
    Order order = orders.plain(900_014);
    Arrival arrival = orders.noon(order);
    String folder = store.apiFolder(order.id, arrival);
    String cut = folder + OrderWriter.pdv(order, arrival) + ".tmp";
    orders.writer.webhook(order, arrival, Webhook.of(order));
    orders.writer.folder(order, arrival, OrderWriter.answers(order, arrival));
    orders.objects.text(cut, "{\"retorno\":{\"sta");
    orders.objects.text(bucket + "_SUCCESS", "");
    orders.objects.document(
        bucket + "_temporary/" + OrderWriter.pdv(order, arrival), Map.of("retorno", Map.of()));
    orders.places.add("leftover (`.tmp`)", "-", cut, "not read, no finding");
    orders.places.add("leftover (`_SUCCESS`)", "-", bucket + "_SUCCESS", "not read, no finding");
    orders.places.add(
        "leftover (`_temporary`)", "-", bucket + "_temporary/", "not read, no finding");
  }
}
