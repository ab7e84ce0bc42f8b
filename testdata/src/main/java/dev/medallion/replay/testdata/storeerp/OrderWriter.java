package dev.medallion.replay.testdata.storeerp;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the objects of an order's arrivals: the webhook, and the folder of API answers. */
final class OrderWriter {
  private final ErpObjects objects;

  OrderWriter(ErpObjects objects) {
    this.objects = objects;
  }

  /** As it should be: a webhook, and a complete folder. */
  void arrived(Order order, Arrival arrival) throws IOException {
    webhook(order, arrival, Webhook.of(order));
    folder(order, arrival, answers(order, arrival));
  }

  /** What the backfill script brought about, at the order's day. */
  void backfilled(Order order) throws IOException {
    Arrival arrival = Arrival.backfill(order.store.webhookPrefix(), order.id, order.day);
    webhook(order, arrival, Webhook.backfilled(order));
    folder(order, arrival, answers(order, arrival));
  }

  /** Returns the object's path. */
  String webhook(Order order, Arrival arrival, Map<String, Object> document) throws IOException {
    String path = order.store.webhookPath(order.id, arrival);
    put(order, path, document);
    return path;
  }

  /** Returns the folder's path. */
  String folder(Order order, Arrival arrival, Map<String, Object> answers) throws IOException {
    String folder = order.store.apiFolder(order.id, arrival);
    for (Map.Entry<String, Object> answer : answers.entrySet()) {
      put(order, folder + answer.getKey(), answer.getValue());
    }
    return folder;
  }

  /** What a complete folder holds: file names to documents, which may still be changed. */
  static Map<String, Object> answers(Order order, Arrival arrival) {
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put(pdv(order, arrival), order.pdv());
    answers.put(search(order, arrival), order.search());
    for (Product product : order.products) {
      answers.put(product(order, product.id(), arrival), product.document());
    }
    if (order.invoiced) {
      answers.put(
          "nfce-link-" + arrival.suffix(order.id) + ".json",
          Map.of("retorno", Map.of("link_nfe", "https://nfce.example/" + order.id)));
    }
    return answers;
  }

  static String pdv(Order order, Arrival arrival) {
    return "pdv-pedido-" + arrival.suffix(order.id) + ".json";
  }

  static String search(Order order, Arrival arrival) {
    return "pedidos-pesquisa-" + arrival.suffix(order.id) + ".json";
  }

  /**
   * Returns the name of a product's answer.
   *
   * @param product its id, or what else names the answer
   */
  static String product(Order order, String product, Arrival arrival) {
    return "produto-" + arrival.suffix(order.id + "-" + product) + ".json";
  }

  private void put(Order order, String path, Object document) throws IOException {
    if (order.gzipped) {
      objects.gzipped(path, document);
    } else {
      objects.document(path, document);
    }
  }
}
