package dev.medallion.replay.pipelines.suite.parts;

import dev.medallion.replay.pipelines.suite.Bench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A made-up shop: an order lies in a folder of its own, beside its search and its products. */
final class ShopWithParts {
  static final String MODEL =
      """
      model: shop
      time_zone: UTC
      severities: {freshness: off, day_without_objects: off, row_drop: off}
      sources:
        api:
          path: 'api/{arrival_date:yyyyMMdd}-{order~[0-9]+}-{run}/{kind~[a-z]+}{rest~[^/]*}.json'
          format: json
          arrives: {before: P1D, after: P5D}
      streams:
        order:
          shard_by: [id]
          entities:
            sale:
              from: api
              where: {kind: order}
              key: [id]
              latest_by: [arrival_date, run]
              business_time: day
              delete_when: "state = 'gone'"
              fields:
                id:    {path: /id, path_column: order, type: string, required: true}
                day:   {path: /day, type: date, format: iso8601, required: true}
                state: {path: /state, type: string}
                total: {path: /total, type: int64, required: true}
              parts:
                search:
                  where: {kind: search}
                  required: true
                  fields:
                    seller: {path: /seller, type: string, required: true}
                product:
                  where: {kind: product}
                  key: [sku]
                  fields:
                    sku:  {path: /sku, type: string, required: true}
                    cost: {path: /cost, type: int64, required: true}
          tables:
            orders: {layer: silver, entity: sale, sql: silver/orders.sql, key: [id], partition_by: {column: day, grain: day}}
            products: {layer: silver, entity: sale, sql: silver/products.sql, key: [id, sku], partition_by: {column: day, grain: day}}
      """;

  static final String ORDERS =
      """
      SELECT s.id, s.day, s.total, any_value(f.seller ORDER BY f.seller) AS seller,
        CAST(sum(p.cost) AS BIGINT) AS cost, s._event
      FROM sale s JOIN search f ON f._event = s._event LEFT JOIN product p ON p._event = s._event
      GROUP BY s.id, s.day, s.total, s._event
      """;

  private final Path folder;

  ShopWithParts(Path folder) {
    this.folder = folder;
    write("m/model.yaml", MODEL);
    write("m/silver/orders.sql", ORDERS);
    write(
        "m/silver/products.sql",
        "SELECT p.id, s.day, p.sku, p.cost, p._event FROM product p JOIN sale s USING (_event)");
  }

  /** An order with its search, in a folder such as {@code 20260203-1-a}. */
  ShopWithParts order(String place, String day, int total, String seller) {
    String id = place.substring(place.indexOf('-') + 1, place.lastIndexOf('-'));
    write(
        "in/api/" + place + "/order.json",
        "{'id':'%s','day':'%s','total':%d}".formatted(id, day, total));
    return seller.isEmpty() ? this : write("in/api/" + place + "/search.json", search(seller));
  }

  static String search(String seller) {
    return "{'seller':'" + seller + "'}";
  }

  ShopWithParts product(String place, String file, String sku, int cost) {
    return write(
        "in/api/" + place + "/product-" + file + ".json",
        "{'sku':'%s','cost':%d}".formatted(sku, cost));
  }

  ShopWithParts write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, path.startsWith("in/") ? text.replace('\'', '"') : text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Bench bench(String name, String... more) {
    String[] options = new String[3 + more.length];
    options[0] = "--model=" + folder.resolve("m");
    options[1] = "--input=" + folder.resolve("in");
    options[2] = "--asOf=2026-02-20T12:00:00Z";
    System.arraycopy(more, 0, options, 3, more.length);
    return new Bench(folder.resolve(name), options);
  }
}
