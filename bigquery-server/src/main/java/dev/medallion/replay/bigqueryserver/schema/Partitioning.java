package dev.medallion.replay.bigqueryserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * By which column a table is cut, and how finely.
 *
 * <p>Rows without a value go to {@code __NULL__}, rows outside the range of partitions to {@code
 * __UNPARTITIONED__}: cloud.google.com/bigquery/docs/partitioned-tables.
 *
 * @param expirationMillis after a partition's end, when it vanishes
 */
public record Partitioning(
    String column, FieldType type, Grain grain, Optional<Long> expirationMillis) {
  /** Partitions of rows without a value. */
  public static final String OF_NULL = "__NULL__";

  /** Of the {@code timePartitioning} of a table with this schema. */
  public static Optional<Partitioning> of(JsonNode table, Schema schema) {
    JsonNode json = table.path("timePartitioning");
    if (table.hasNonNull("rangePartitioning")) {
      throw ApiException.unsupported("partitions by ranges of integers");
    }
    if (json.isMissingNode() || json.isNull()) {
      return Optional.empty();
    }
    String column = json.path("field").asText("");
    if (column.isEmpty()) {
      throw ApiException.unsupported("partitions by the time of ingestion");
    }
    Field field =
        schema
            .find(column)
            .orElseThrow(
                () ->
                    ApiException.invalid(
                        "The field specified for partitioning cannot be found in the schema: "
                            + column));
    if ((field.type() != FieldType.DATE && field.type() != FieldType.TIMESTAMP)
        || field.repeated()) {
      throw ApiException.invalid(
          "The field specified for partitioning is not of type DATE or TIMESTAMP: " + column);
    }
    Grain grain = Grain.valueOf(json.path("type").asText("DAY").toUpperCase(Locale.ROOT));
    if (grain == Grain.HOUR && field.type() == FieldType.DATE) {
      throw ApiException.invalid("A column of type DATE cannot be partitioned by HOUR: " + column);
    }
    long expiration = json.path("expirationMs").asLong(0);
    return Optional.of(
        new Partitioning(
            field.name(),
            field.type(),
            grain,
            expiration > 0 ? Optional.of(expiration) : Optional.empty()));
  }

  /** The id of a row's partition, in DuckDB's SQL. */
  public String idSql() {
    return "coalesce(strftime("
        + columnSql()
        + ", "
        + Quote.literal(grain.format())
        + "), '"
        + OF_NULL
        + "')";
  }

  private String columnSql() {
    String quoted = Quote.identifier(column);
    return type == FieldType.DATE ? quoted : "timezone('UTC', " + quoted + ")";
  }

  /** Whether both cut their tables in one way: the column's name does not matter. */
  public boolean alike(Partitioning other) {
    return type == other.type && grain == other.grain;
  }

  /** Refuses a decorator of another grain. */
  public void check(TableName table, String partition) {
    if (!grain.fits(partition) && !partition.equals(OF_NULL)) {
      throw ApiException.invalid(
          "Invalid value: the partition id "
              + partition
              + " does not match the partitioning "
              + grain
              + " of table "
              + table);
    }
  }

  /** When a partition ends, in UTC; nothing for the one of nulls. */
  public Optional<Instant> end(String partition) {
    if (partition.equals(OF_NULL)) {
      return Optional.empty();
    }
    String padded = partition + "00000101000000".substring(partition.length());
    LocalDateTime start =
        LocalDateTime.parse(padded, DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT));
    return Optional.of(start.plus(1, grain.unit()).toInstant(ZoneOffset.UTC));
  }
}
