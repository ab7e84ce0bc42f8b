package dev.medallion.replay.bigqueryserver.schema;

/** How many values a column has in a row. */
public enum Mode {
  NULLABLE,
  REQUIRED,
  REPEATED
}
