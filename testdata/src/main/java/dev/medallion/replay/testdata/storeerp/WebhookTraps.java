package dev.medallion.replay.testdata.storeerp;

import java.io.IOException;
import java.util.Map;

/** Traps of webhooks. */
final class WebhookTraps {
  private final TrapOrders orders;

  WebhookTraps(TrapOrders orders) {
    this.orders = orders;
  }

  void write() throws IOException {
    rejected();
    Order order = orders.plain(900_303);
    Arrival arrival = orders.noon(order);
    String path = order.store.webhookPath(order.id, arrival);
    orders.objects.text(path, "{\"versao\":\"1.0.1\",\"cnpj\":\"22945440000154\",\"tip");
    orders.writer.folder(order, arrival, OrderWriter.answers(order, arrival));
    orders.places.add(
        "unreadable webhook", "-", path, "dead letter MALFORMED_RECORD; a sale without a webhook");
    order = orders.plain(900_304);
    arrival = orders.noon(order);
    orders.places.add(
        "webhook id in the name is not the payload's",
        "14",
        orders.writer.webhook(order, arrival, Webhook.of(orders.plain(900_309))),
        "dead letter KEY_MISMATCH; a sale of 900304 without a webhook, nothing of 900309");
    orders.writer.folder(order, arrival, OrderWriter.answers(order, arrival));
  }

  private void rejected() throws IOException {
    Order order = orders.plain(900_301);
    orders.writer.arrived(order, orders.noon(order));
    Map<String, Object> update = Webhook.of(orders.plain(900_301).totals("36,00", "1,00"));
    update.put("tipo", "atualizacao_pedido");
    orders.places.add(
        "webhook `atualizacao_pedido`",
        "8",
        orders.writer.webhook(order, orders.at(order, 1, "08:00:00"), update),
        "rejected NOT_INCLUSION; the first webhook counts");
    order = orders.plain(900_302);
    Map<String, Object> approved = Webhook.of(order);
    @SuppressWarnings("unchecked")
    Map<String, Object> data = (Map<String, Object>) approved.get("dados");
    data.put("codigoSituacao", "aprovado");
    data.put("descricaoSituacao", " Aprovado ");
    orders.places.add(
        "webhook of another situation",
        "-",
        orders.writer.webhook(order, orders.noon(order), approved),
        "rejected NOT_INVOICED, no row");
  }
}
