package dev.medallion.replay.benchmarks.naive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;

/** The charges of a day and currency to one row of gold, as JSON. */
final class DailyRevenue extends DoFn<KV<String, Iterable<Row>>, String> {
  private static final long serialVersionUID = 1L;

  /** What {@link #add} takes apart again. */
  static String key(Row charge) {
    return Charges.createdDate(charge) + "/" + charge.getString("currency");
  }

  @ProcessElement
  public void add(@Element KV<String, Iterable<Row>> group, OutputReceiver<String> out) {
    long charges = 0;
    long amount = 0;
    BigDecimal fees = BigDecimal.ZERO;
    Set<String> customers = new HashSet<>();
    for (Row charge : group.getValue()) {
      charges++;
      amount += charge.getInt64("amount");
      fees = fees.add(charge.getDecimal("fee"));
      customers.add(charge.getString("customer_id"));
    }
    int slash = group.getKey().indexOf('/');
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("created_date", group.getKey().substring(0, slash));
    row.put("currency", group.getKey().substring(slash + 1));
    row.put("charges", charges);
    row.put("amount", amount);
    row.put("fees", fees);
    row.put("customers", customers.size());
    out.output(row.toString());
  }
}
