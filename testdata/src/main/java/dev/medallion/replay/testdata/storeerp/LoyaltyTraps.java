package dev.medallion.replay.testdata.storeerp;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;

/** Traps of the loyalty programme: who gets points, and who has as many as another. */
final class LoyaltyTraps {
  private final TrapOrders orders;

  LoyaltyTraps(TrapOrders orders) {
    this.orders = orders;
  }

  void write() throws IOException {
    Order anonymous = orders.plain(900_401).customer(401, "Consumidor Final");
    put("anonymous customer", anonymous, "ANONYMOUS_CUSTOMER");
    Order bare = orders.plain(900_402);
    bare.client.put("cpfCnpj", Customers.cpf(402).replaceAll("\\D", ""));
    put("cpf without dots", bare, "INVALID_CPF");
    put(
        "payment `boleto`",
        orders.plain(900_403).with("formaPagamento", "boleto"),
        "PAYMENT_NOT_ELIGIBLE");
    put("payment in cash", orders.plain(900_404).with("formaPagamento", "dinheiro"), "a sale");
    Order credit = orders.plain(900_405).with("formaPagamento", "credito");
    credit.with("parcelas", Collections.nCopies(3, Map.of("valor", "12,00")));
    put("payment by credit card, in three parts", credit, "a sale; `parcelas` is 3");
    put("payment by debit card", orders.plain(900_406).with("formaPagamento", "debito"), "a sale");
    put("no seller", orders.plain(900_407).seller("", ""), "INCOMPLETE");
    for (int id : new int[] {900_411, 900_412}) {
      Order tied = orders.empty(id).line(Product.CLOTH, "97,75", "1", "0");
      put(
          "tie in points and spend",
          tied.totals("97,75", "97,75"),
          "98 points and 97.75 each: one cumulative share, places by cpf");
    }
    Order cents = orders.empty(900_413).line(Product.SOAP, "0,01", "3", "0");
    put("points are rounded up by line", cents.totals("0,03", "0,03"), "1 point");
    Order before = orders.plain(900_414).customer(414, "Rita Reis");
    Order after = orders.plain(900_415).customer(414, "Rita Reis Lopes");
    after.client.put("email", "rita@example.com");
    orders.writer.arrived(before, orders.at(before, 0, "13:00:00"));
    orders.place(
        "customer with a new name and address",
        "-",
        after,
        orders.at(after, 0, "13:30:00"),
        "one row in `cashback`, 72 points, with the later name and address");
  }

  private void put(String trap, Order order, String outcome) throws IOException {
    orders.place(trap, "-", order, orders.noon(order), outcome);
  }
}
