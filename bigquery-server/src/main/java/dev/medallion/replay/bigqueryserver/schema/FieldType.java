package dev.medallion.replay.bigqueryserver.schema;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import java.util.Arrays;
import java.util.Locale;

/** The types of columns. The wire says INTEGER where SQL says INT64. */
public enum FieldType {
  STRING("STRING", "VARCHAR"),
  BYTES("BYTES", "BLOB"),
  INTEGER("INT64", "BIGINT"),
  FLOAT("FLOAT64", "DOUBLE"),
  BOOLEAN("BOOL", "BOOLEAN"),
  NUMERIC("NUMERIC", "DECIMAL(38,9)"),
  BIGNUMERIC("BIGNUMERIC", "DECIMAL(38,9)"),
  DATE("DATE", "DATE"),
  DATETIME("DATETIME", "TIMESTAMP"),
  TIME("TIME", "TIME"),
  TIMESTAMP("TIMESTAMP", "TIMESTAMP WITH TIME ZONE"),
  JSON("JSON", "JSON"),
  RECORD("STRUCT", "");

  private final String sql;
  private final String stored;

  FieldType(String sql, String stored) {
    this.sql = sql;
    this.stored = stored;
  }

  /** Its name in GoogleSQL. */
  public String sql() {
    return sql;
  }

  /** Its type in DuckDB, without parameters. */
  String stored() {
    return stored;
  }

  static FieldType of(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(t -> t.name().equals(upper) || t.sql.equals(upper))
        .findFirst()
        .orElseThrow(() -> ApiException.invalid("Invalid value for type: " + name));
  }
}
