package dev.medallion.replay.benchmarks.naive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** A charge as a row: from an event's JSON, and to a table's. */
final class Charges {
  static final Schema SCHEMA =
      Schema.builder()
          .addStringField("id")
          .addDateTimeField("created_ts")
          .addDateTimeField("updated_ts")
          .addStringField("status")
          .addInt64Field("amount")
          .addDecimalField("fee")
          .addStringField("currency")
          .addBooleanField("captured")
          .addStringField("customer_id")
          .addNullableField("invoice_id", FieldType.STRING)
          .addNullableField("card_brand", FieldType.STRING)
          .addNullableField("card_country", FieldType.STRING)
          .addNullableField("order_id", FieldType.STRING)
          .addNullableField("channel", FieldType.STRING)
          .build();

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Charges() {}

  static Row parse(String line) throws JsonProcessingException {
    JsonNode event = JSON.readTree(line);
    return Row.withSchema(SCHEMA)
        .addValues(
            event.get("id").textValue(),
            Instant.ofEpochSecond(event.get("created").longValue()),
            Instant.parse(event.get("updated").textValue()),
            event.get("status").textValue(),
            event.get("amount").longValue(),
            event.get("fee").decimalValue(),
            event.get("currency").textValue(),
            event.get("captured").booleanValue(),
            event.get("customer").textValue(),
            event.path("invoice").textValue(),
            event.path("card").path("brand").textValue(),
            event.path("card").path("country").textValue(),
            event.path("metadata").path("order_id").textValue(),
            event.path("metadata").path("channel").textValue())
        .build();
  }

  static String createdDate(Row charge) {
    long millis = charge.getDateTime("created_ts").getMillis();
    return LocalDate.ofEpochDay(Math.floorDiv(millis, 86_400_000L)).toString();
  }

  static String json(Row charge) {
    ObjectNode row = JSON.createObjectNode();
    row.put("id", charge.getString("id"));
    row.put("created_ts", charge.getDateTime("created_ts").toString());
    row.put("created_date", createdDate(charge));
    row.put("updated_ts", charge.getDateTime("updated_ts").toString());
    row.put("status", charge.getString("status"));
    row.put("amount", charge.getInt64("amount"));
    row.put("fee", charge.getDecimal("fee"));
    row.put("currency", charge.getString("currency"));
    row.put("captured", charge.getBoolean("captured"));
    row.put("customer_id", charge.getString("customer_id"));
    row.put("invoice_id", charge.getString("invoice_id"));
    row.put("card_brand", charge.getString("card_brand"));
    row.put("card_country", charge.getString("card_country"));
    row.put("order_id", charge.getString("order_id"));
    row.put("channel", charge.getString("channel"));
    return row.toString();
  }
}
