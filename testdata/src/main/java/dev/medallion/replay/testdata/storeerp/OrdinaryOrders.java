package dev.medallion.replay.testdata.storeerp;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Ordinary life: orders of three stores. One in twenty arrives again a day later, changed; some
 * come days late, some were backfilled besides.
 */
final class OrdinaryOrders {
  private static final List<String> DISCOUNTS = List.of("", "0", "0", "0", "5", "10", "15", "20");
  private static final List<String> NONE = List.of("0", "0,00", "0,00", "0.00", "");
  private static final List<String> PAYMENTS =
      List.of("pix", "pix", "credito", "credito", "debito", "dinheiro", "pix", "boleto");
  private static final int CUSTOMERS = 150;

  private final OrderWriter writer;
  private final long seed;

  OrdinaryOrders(OrderWriter writer, long seed) {
    this.writer = writer;
    this.seed = seed;
  }

  void write(List<Store> stores, LocalDate day, int index) throws IOException {
    SplittableRandom random = new SplittableRandom(seed * 31 + day.toEpochDay() * 100_003 + index);
    Store store = stores.get(random.nextInt(stores.size()));
    String id = String.valueOf(day.toEpochDay() * 1_000_000 + index);
    Basket basket = new Basket(random.nextBoolean());
    Order order = order(random, store, id, day, basket);
    int late = random.nextInt(25) == 0 ? 3 + random.nextInt(10) : 0;
    String time = LocalTime.of(8, 0).plusSeconds(random.nextInt(53_000)).toString();
    writer.arrived(order, arrival(order, day.plusDays(late), time, "first"));
    if (random.nextInt(20) == 0) {
      basket.add(order, Product.CLOTH, 1_800, 1, "0");
      basket.total(order, 0);
      writer.arrived(order, arrival(order, day.plusDays(late + 1), time, "again"));
    }
    if (random.nextInt(25) == 0) {
      writer.backfilled(order);
    }
  }

  private Arrival arrival(Order order, LocalDate day, String time, String label) {
    return Arrival.local(day, time, Uuids.random(seed, order.id + ":" + label));
  }

  private static Order order(
      SplittableRandom random, Store store, String id, LocalDate day, Basket basket) {
    Order order = new Order(store, id, day);
    int buyer = random.nextInt(CUSTOMERS);
    order.customer(buyer, Customers.name(buyer));
    if (random.nextInt(15) == 0) {
      order.client.put("nome", "Consumidor Final");
      order.client.put("cpfCnpj", "");
    }
    int seller = random.nextInt(3);
    order.seller(String.valueOf(42 + seller), List.of("Bia", "Caio", "Dora").get(seller));
    order.with("formaPagamento", pick(random, PAYMENTS));
    if (random.nextInt(4) == 0) {
      order.found.get(0).put("data_prevista", Order.DAY.format(day.plusDays(3)));
    }
    int lines = 1 + random.nextInt(3);
    for (int l = 0; l < lines; l++) {
      basket.add(
          order,
          pick(random, Product.CATALOG),
          2_000 + random.nextInt(3_000),
          1 + random.nextInt(2),
          pick(random, DISCOUNTS));
    }
    order.with("desconto", pick(random, NONE));
    long discount = 0;
    if (random.nextInt(10) == 0) {
      discount = 500;
      order.with("desconto", "5,00");
    }
    basket.total(order, Math.min(discount, basket.cents()));
    order.invoiced = random.nextInt(5) < 3;
    order.gzipped = random.nextInt(15) == 0;
    return order;
  }

  private static <T> T pick(SplittableRandom random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
