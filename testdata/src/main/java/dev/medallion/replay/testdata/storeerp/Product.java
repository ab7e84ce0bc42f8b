package dev.medallion.replay.testdata.storeerp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A product, as the API tells it. Numbers are texts. */
record Product(String id, String name, String category, String cost) {
  /** The product of the system's worked example. */
  static final Product CLOTH = new Product("71", "Pano A", "Casa >> Panos >> Fino", "7,5");

  static final Product SOAP =
      new Product("72", "Sab\u00e3o em barra", "Limpeza >> Sab\u00e3o", "2.40");

  private static final List<String> CATEGORIES =
      List.of("Casa >> Panos >> Fino", "Casa >> Mesa", "Limpeza >> Sab\u00e3o", "Avulso");

  /** What ordinary orders buy. */
  static final List<Product> CATALOG = IntStream.range(0, 24).mapToObj(Product::ordinary).toList();

  private static Product ordinary(int index) {
    long cents = 150 + index * 437L % 4_000;
    return new Product(
        String.valueOf(200 + index),
        "Produto " + (char) ('A' + index),
        CATEGORIES.get(index % CATEGORIES.size()),
        index % 2 == 0 ? Money.dot(cents) : Money.comma(cents));
  }

  Map<String, Object> document() {
    Map<String, Object> product = new LinkedHashMap<>();
    product.put("id", id);
    product.put("nome", name);
    product.put("categoria", category);
    product.put("preco_custo", cost);
    return Map.of("retorno", Map.of("produto", product));
  }
}
