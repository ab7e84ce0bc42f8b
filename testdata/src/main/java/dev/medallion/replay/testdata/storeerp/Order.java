package dev.medallion.replay.testdata.storeerp;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One version of an order, as the ERP's API tells it. Changed in place while it is put together.
 */
final class Order {
  static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/uuuu");

  final Store store;
  final String id;
  final LocalDate day;

  /** Of {@code pdv.pedido}: head, client and lines. */
  final Map<String, Object> pedido = new LinkedHashMap<>();

  final Map<String, Object> client = new LinkedHashMap<>();
  final List<Map<String, Object>> lines = new ArrayList<>();

  /** What the search for the order's number found. */
  final List<Map<String, Object>> found = new ArrayList<>();

  /** The products that the API still knows. */
  final List<Product> products = new ArrayList<>();

  boolean invoiced = true;
  boolean gzipped;

  Order(Store store, String id, LocalDate day) {
    this.store = store;
    this.id = id;
    this.day = day;
    pedido.put("id", id);
    pedido.put("numero", id.substring(Math.max(0, id.length() - 5)));
    pedido.put("data", DAY.format(day));
    pedido.put("desconto", "0,00");
    pedido.put("totalProdutos", "0.00");
    pedido.put("totalVenda", "0.00");
    pedido.put("formaPagamento", "pix");
    pedido.put("situacao", "Faturado");
    pedido.put("contato", client);
    pedido.put("itens", lines);
    pedido.put("parcelas", List.of());
    found.add(searched(id));
  }

  Order with(String key, Object value) {
    pedido.put(key, value);
    return this;
  }

  Order totals(String products, String sale) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("formaPagamento", pedido.get("formaPagamento"));
    part.put("dataVencimento", pedido.get("data"));
    part.put("valor", sale);
    part.put("tPag", "17");
    return with("totalProdutos", products).with("totalVenda", sale).with("parcelas", List.of(part));
  }

  /** Invented people, told apart by a number. */
  Order customer(int number, String name) {
    client.put("nome", name);
    client.put("cpfCnpj", Customers.cpf(number));
    client.put("email", "cliente" + number + "@example.com");
    client.put("celular", "(11) 90000-" + String.valueOf(10_000 + number % 10_000).substring(1));
    return this;
  }

  Order seller(String sellerId, String name) {
    found.get(0).put("id_vendedor", sellerId);
    found.get(0).put("nome_vendedor", name);
    return this;
  }

  /** A line whose product the API knows. */
  Order line(Product product, String price, String quantity, String discount) {
    if (!products.contains(product)) {
      products.add(product);
    }
    return line(product.id(), product.name(), price, quantity, discount);
  }

  /** A line whose product was deleted since. */
  Order line(String product, String name, String price, String quantity, String discount) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", String.valueOf(lines.size() + 1));
    line.put("idProduto", product);
    line.put("descricao", name);
    line.put("valor", price);
    line.put("quantidade", quantity);
    line.put("desconto", discount);
    lines.add(line);
    return this;
  }

  /** One more order that the search found. */
  Map<String, Object> searched(String other) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("id", other);
    result.put("numero", pedido.get("numero"));
    result.put("data_pedido", pedido.get("data"));
    result.put("data_prevista", "");
    result.put("id_vendedor", "42");
    result.put("nome_vendedor", "Bia");
    result.put("valor", "0.00");
    result.put("situacao", "Faturado");
    return result;
  }

  Map<String, Object> pdv() {
    return answer("pedido", pedido);
  }

  Map<String, Object> search() {
    found.stream()
        .filter(result -> result.get("id").equals(id))
        .forEach(result -> result.put("valor", pedido.get("totalVenda")));
    return answer("pedidos", found.stream().map(result -> Map.of("pedido", result)).toList());
  }

  private static Map<String, Object> answer(String key, Object value) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("status_processamento", "3");
    content.put("status", "OK");
    content.put(key, value);
    return Map.of("retorno", content);
  }
}
