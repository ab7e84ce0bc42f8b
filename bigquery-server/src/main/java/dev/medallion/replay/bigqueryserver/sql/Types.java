package dev.medallion.replay.bigqueryserver.sql;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import java.util.Locale;

/** Types by their names in GoogleSQL. */
public final class Types {
  private Types() {}

  /** Such a type in DuckDB. */
  public static String stored(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "STRING" -> "VARCHAR";
      case "BYTES" -> "BLOB";
      case "INT64", "INTEGER", "INT", "BIGINT" -> "BIGINT";
      case "FLOAT64" -> "DOUBLE";
      case "BOOL", "BOOLEAN" -> "BOOLEAN";
      case "NUMERIC", "DECIMAL" -> "DECIMAL(38,9)";
      case "BIGNUMERIC", "BIGDECIMAL" -> "DECIMAL(38,18)";
      case "DATE" -> "DATE";
      case "DATETIME" -> "TIMESTAMP";
      case "TIME" -> "TIME";
      case "TIMESTAMP" -> "TIMESTAMPTZ";
      case "JSON" -> "JSON";
      default -> throw ApiException.invalidQuery("Cannot translate the type " + name);
    };
  }
}
