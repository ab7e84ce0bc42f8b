package dev.medallion.replay.testdata.retail;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One transaction, and the records that say it. Changed in place while it is put together. */
final class Sale {
  final Map<String, Object> data = new LinkedHashMap<>();
  final List<Map<String, Object>> items = new ArrayList<>();
  String eventId = "";

  Sale(String id, String store, String ts) {
    data.put("transaction_id", id);
    data.put("store_id", store);
    data.put("ts", ts);
    data.put("items", items);
  }

  Sale item(String product, int quantity, String unitPrice) {
    Map<String, Object> item = new LinkedHashMap<>();
    BigDecimal price = new BigDecimal(unitPrice);
    item.put("product_id", product);
    item.put("product_name", "Product " + product);
    item.put("category", "snacks");
    item.put("qty", quantity);
    item.put("unit_price", price);
    item.put("line_amount", price.multiply(BigDecimal.valueOf(quantity)));
    items.add(item);
    return this;
  }

  Sale with(String key, Object value) {
    data.put(key, value);
    return this;
  }

  Sale without(String key) {
    data.remove(key);
    return this;
  }

  /** Sets the total to what its lines add up to. */
  Sale total() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map<String, Object> item : items) {
      sum = sum.add((BigDecimal) item.get("line_amount"));
    }
    return with("total_amount", sum);
  }

  /** As a row of the table of bronze events. */
  String bronze(Instant ingestedAt) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("event_id", eventId.isEmpty() ? "e-" + data.get("transaction_id") : eventId);
    row.put("event_type", "transaction.v1");
    row.put("source_system", "edge-pos");
    row.put("ingested_at", ingestedAt.toString());
    row.put("event_data", data);
    return RetailFiles.json(row);
  }

  /** As an element or line of a file that a device dropped. */
  String landing(Instant capturedAt) {
    Map<String, Object> row = new LinkedHashMap<>(data);
    row.put("captured_at", capturedAt.toString());
    return RetailFiles.json(row);
  }

  /** As a row of CSV; its header is {@link #HEADER}. */
  String csv(Instant capturedAt) {
    return String.join(
        ",",
        String.valueOf(data.get("transaction_id")),
        String.valueOf(data.get("store_id")),
        String.valueOf(data.get("ts")),
        String.valueOf(data.getOrDefault("total_amount", "")),
        "\"" + RetailFiles.json(items).replace("\"", "\"\"") + "\"",
        capturedAt.toString());
  }

  static final String HEADER = "transaction_id,store_id,ts,total_amount,items,captured_at";
}
