package dev.medallion.replay.testdata.storeerp;

/** Adds lines to an order, and adds up what they cost. */
final class Basket {
  private final boolean commas;
  private long cents;

  /**
   * An empty one.
   *
   * @param commas whether the till writes decimal commas
   */
  Basket(boolean commas) {
    this.commas = commas;
  }

  long cents() {
    return cents;
  }

  void add(Order order, Product product, long price, int quantity, String discount) {
    cents += price * quantity;
    order.line(product, money(price), commas ? quantity + ",00" : "" + quantity, discount);
  }

  /** Writes the totals into the order. */
  void total(Order order, long discount) {
    order.totals(money(cents), money(cents - discount));
  }

  private String money(long amount) {
    return commas ? Money.comma(amount) : Money.dot(amount);
  }
}
