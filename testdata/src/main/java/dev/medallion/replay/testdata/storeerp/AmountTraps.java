package dev.medallion.replay.testdata.storeerp;

import java.io.IOException;

/** Traps of lines, amounts and numbers. */
final class AmountTraps {
  private final TrapOrders orders;

  AmountTraps(TrapOrders orders) {
    this.orders = orders;
  }

  void write() throws IOException {
    lines();
    orderDiscounts();
    badNumbers();
    days();
  }

  private void put(String trap, String edge, Order order, String outcome) throws IOException {
    orders.place(trap, edge, order, orders.noon(order), outcome);
  }

  private void lines() throws IOException {
    put(
        "repeated product line",
        "10",
        orders.plain(900_101).line(Product.CLOTH, "18,00", "2", "0").totals("72,00", "72,00"),
        "two rows, lines 0 and 1");
    put(
        "quantity 0",
        "10",
        orders.plain(900_102).line(Product.SOAP, "9,90", "0", "0"),
        "line 1 with nothing in all, and 0 points");
    put(
        "only quantity 0, with an order discount",
        "10",
        orders
            .empty(900_103)
            .line(Product.SOAP, "9,90", "0", "10")
            .with("desconto", "5,00")
            .totals("0,00", "0,00"),
        "discount of the order 5, of its line 0; DISCOUNTED");
    put(
        "discount 100 %",
        "10",
        orders.plain(900_104).line(Product.SOAP, "9,90", "1", "100").totals("45,90", "45,90"),
        "line 1 costs 9.90 before the discount too");
    put(
        "item discount as a text with a comma",
        "11",
        orders.empty(900_105).line(Product.CLOTH, "18,00", "2", "12,5").totals("36,00", "36,00"),
        "12.5 %: 20.571429 before the discount");
    put(
        "decimal commas and thousands",
        "11",
        orders
            .empty(900_106)
            .line(Product.CLOTH, "1.234,56", "0,25", "0")
            .line(new Product("73", "Mesa", "Casa >> Mesa", "1.012,30"), "2.000,00", "0,10", "")
            .totals("508,64", "508,64"),
        "1234.56 x 0.25 = 308.64, 309 points; cost of a unit of line 1 1012.30");
  }

  private void orderDiscounts() throws IOException {
    put(
        "order discount `10%`",
        "11",
        orders.plain(900_111).with("desconto", "10%").totals("36,00", "32,40"),
        "3.60; DISCOUNTED");
    put(
        "order discount `5,00`",
        "11",
        orders.plain(900_112).with("desconto", "5,00").totals("36,00", "31,00"),
        "5.00; DISCOUNTED");
    put("order discount `0.00`", "11", orders.plain(900_113).with("desconto", "0.00"), "a sale");
    put("order discount empty", "11", orders.plain(900_114).with("desconto", ""), "a sale");
  }

  private void badNumbers() throws IOException {
    String dead = "dead letter BAD_TYPE of the pdv answer, no row";
    put(
        "item discount `10%`",
        "11",
        orders.empty(900_121).line(Product.CLOTH, "18,00", "2", "10%").totals("36,00", "36,00"),
        dead);
    put(
        "item value `10%`",
        "11",
        orders.empty(900_122).line(Product.CLOTH, "10%", "2", "0").totals("36,00", "36,00"),
        dead);
    put(
        "item quantity `dois`",
        "11",
        orders.empty(900_123).line(Product.CLOTH, "18,00", "dois", "0").totals("36,00", "36,00"),
        dead);
    put(
        "product cost no number",
        "11, 12",
        orders
            .plain(900_124)
            .line(new Product("74", "Balde", "Casa", "n/a"), "20,00", "1", "0")
            .totals("56,00", "56,00"),
        "dead letter BAD_TYPE of the product's answer; line 1 in `itens_sem_produto`");
  }

  private void days() throws IOException {
    day(900_125, orders.day.toString());
    day(900_126, "31/02/2026");
  }

  private void day(int id, String day) throws IOException {
    Order order = orders.plain(id);
    Arrival arrival = orders.noon(order);
    orders.writer.webhook(order, arrival, Webhook.of(order));
    order.with("data", day);
    orders.places.add(
        "day `" + day + "`",
        "-",
        orders.writer.folder(order, arrival, OrderWriter.answers(order, arrival)),
        "dead letter of the pdv answer, no row");
  }
}
