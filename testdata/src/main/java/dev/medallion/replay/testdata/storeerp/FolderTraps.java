package dev.medallion.replay.testdata.storeerp;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Traps of an order's folder: answers that are missing, wrong, or there more than once. */
final class FolderTraps {
  private final TrapOrders orders;

  FolderTraps(TrapOrders orders) {
    this.orders = orders;
  }

  void write() throws IOException {
    missing();
    errorBodies();
    searches();
    products();
    names();
  }

  private void missing() throws IOException {
    Order order = orders.plain(900_201);
    Arrival arrival = orders.noon(order);
    Map<String, Object> answers = OrderWriter.answers(order, arrival);
    answers.remove(OrderWriter.search(order, arrival));
    orders.place(
        "missing search", "-", order, arrival, answers, "dead letter MISSING_PART, no row");
    order = orders.plain(900_202);
    arrival = orders.noon(order);
    answers = OrderWriter.answers(order, arrival);
    answers.remove(OrderWriter.pdv(order, arrival));
    orders.place("missing pdv", "-", order, arrival, answers, "no row");
    order = orders.plain(900_203);
    orders.writer.arrived(order, orders.noon(order));
    order = orders.plain(900_203).totals("36,00", "1,00");
    arrival = orders.at(order, 1, "12:00:00");
    answers = OrderWriter.answers(order, arrival);
    answers.remove(OrderWriter.search(order, arrival));
    orders.place(
        "missing search in the newer of two folders",
        "-",
        order,
        arrival,
        answers,
        "the older one: total 36; dead letter MISSING_PART");
    order = orders.plain(900_204);
    orders.places.add(
        "webhook without a folder",
        "3",
        orders.writer.webhook(order, orders.noon(order), Webhook.of(order)),
        "no row but in `webhooks` and `order_completeness`");
    order = orders.plain(900_205);
    arrival = orders.noon(order);
    orders.places.add(
        "folder without a webhook",
        "3",
        orders.writer.folder(order, arrival, OrderWriter.answers(order, arrival)),
        "a sale; no row in `webhooks`");
  }

  private void errorBodies() throws IOException {
    Order order = orders.plain(900_211);
    Arrival arrival = orders.noon(order);
    Map<String, Object> answers = OrderWriter.answers(order, arrival);
    answers.put(OrderWriter.pdv(order, arrival), error("2"));
    String dead = "dead letter UPSTREAM_ERROR_BODY";
    orders.place("error body `2` for the pdv", "17", order, arrival, answers, dead + ", no row");
    order = orders.plain(900_212);
    arrival = orders.noon(order);
    answers = OrderWriter.answers(order, arrival);
    answers.put(OrderWriter.search(order, arrival), error("1"));
    orders.place(
        "error body `1` for the search",
        "17",
        order,
        arrival,
        answers,
        dead + " and, of its pdv, MISSING_PART; no row");
    order = orders.plain(900_213).line(Product.SOAP, "9,90", "1", "0").totals("45,90", "45,90");
    arrival = orders.noon(order);
    answers = OrderWriter.answers(order, arrival);
    answers.put(OrderWriter.product(order, Product.SOAP.id(), arrival), error("4"));
    orders.place(
        "error body `4` for a product",
        "12, 17",
        order,
        arrival,
        answers,
        dead + "; line 1 in `itens_sem_produto`");
    order = orders.plain(900_214);
    orders.writer.arrived(order, orders.noon(order));
    order = orders.plain(900_214).totals("36,00", "1,00");
    arrival = orders.at(order, 1, "12:00:00");
    answers = OrderWriter.answers(order, arrival);
    answers.put(OrderWriter.pdv(order, arrival), error("1"));
    orders.place(
        "error body `1` in the newer of two folders",
        "17",
        order,
        arrival,
        answers,
        dead + "; the older folder counts: total 36");
  }

  private static Map<String, Object> error(String status) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("status_processamento", status);
    content.put("status", "Erro");
    content.put("codigo_erro", "1".equals(status) ? "2" : "20");
    return Map.of("retorno", content);
  }

  private void searches() throws IOException {
    Order order = orders.plain(900_221);
    Map<String, Object> other = order.searched("800001");
    other.put("id_vendedor", "77");
    other.put("nome_vendedor", "Outra");
    order.found.add(0, other);
    orders.place(
        "several search results, the order's is the second",
        "9",
        order,
        orders.noon(order),
        "seller 42; two rows in `pesquisa`");
    order = orders.plain(900_222);
    order.found.clear();
    order.found.add(order.searched("800002"));
    order.found.add(order.searched("800003"));
    orders.place(
        "several search results, none is the order's",
        "9",
        order,
        orders.noon(order),
        "no seller; INCOMPLETE");
  }

  private void products() throws IOException {
    Order order =
        orders
            .plain(900_231)
            .line("99", "Sem cadastro", "20,00", "1", "10")
            .totals("56,00", "56,00");
    orders.place(
        "missing product",
        "12",
        order,
        orders.noon(order),
        "line 1 only in `itens_sem_produto`, in `pedidos` as 22.222222 before discounts but without"
            + " its discount; the sale is 36");
    order = orders.empty(900_232).line("99", "Sem cadastro", "20,00", "1", "0");
    order.totals("20,00", "20,00");
    orders.place("no product at all", "12", order, orders.noon(order), "NO_PRODUCT");
    order = orders.empty(900_233).totals("0,00", "0,00");
    orders.place("no lines", "-", order, orders.noon(order), "NO_PRODUCT");
    order = orders.plain(900_234);
    Arrival arrival = orders.noon(order);
    Map<String, Object> answers = OrderWriter.answers(order, arrival);
    answers.put(
        OrderWriter.product(order, "71-retry", arrival),
        new Product("71", "Pano A", "Casa >> Novos", "8,25").document());
    orders.place(
        "several answers for one product",
        "7",
        order,
        arrival,
        answers,
        "the last object name counts: cost 8.25, second category Novos");
  }

  private void names() throws IOException {
    Order order = orders.plain(900_241);
    Arrival arrival = orders.noon(order);
    Map<String, Object> answers = OrderWriter.answers(order, arrival);
    answers.put(OrderWriter.pdv(order, arrival), orders.plain(900_249).pdv());
    orders.place(
        "order id in the name is not the answer's",
        "14",
        order,
        arrival,
        answers,
        "dead letter KEY_MISMATCH, no row of either order");
  }
}
