package dev.medallion.replay.testdata.storeerp;

import java.util.LinkedHashMap;
import java.util.Map;

/** The notifications of an order. Every value is a text. */
final class Webhook {
  private Webhook() {}

  static Map<String, Object> of(Order order) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", order.id);
    data.put("numero", order.pedido.get("numero"));
    data.put("data", order.pedido.get("data"));
    data.put("idPedidoEcommerce", "");
    data.put("codigoSituacao", "faturado");
    data.put("descricaoSituacao", "Faturado");
    data.put("idContato", "77");
    data.put("idNotaFiscal", order.invoiced ? "1" + order.id : "0");
    data.put("nomeEcommerce", "");
    Map<String, Object> client = new LinkedHashMap<>();
    client.put("nome", order.client.get("nome"));
    client.put("cpfCnpj", order.client.get("cpfCnpj"));
    data.put("cliente", client);
    Map<String, Object> webhook = new LinkedHashMap<>();
    webhook.put("versao", "1.0.1");
    webhook.put("cnpj", order.store.cnpj());
    webhook.put("tipo", "inclusao_pedido");
    webhook.put("dados", data);
    return webhook;
  }

  /** As the backfill script writes it. */
  static Map<String, Object> backfilled(Order order) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", order.id);
    data.put("numero", order.pedido.get("numero"));
    data.put("data", order.pedido.get("data"));
    data.put("descricaoSituacao", "Faturado");
    Map<String, Object> webhook = new LinkedHashMap<>();
    webhook.put("versao", "backfill");
    webhook.put("tipo", "inclusao_pedido");
    webhook.put("dados", data);
    return webhook;
  }
}
