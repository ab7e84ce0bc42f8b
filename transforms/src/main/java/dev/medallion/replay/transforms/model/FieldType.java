package dev.medallion.replay.transforms.model;

/**
 * What a field holds: {@code string int64 decimal(p,s) double bool date timestamp json
 * list<struct>}.
 *
 * @param kind which of them
 * @param precision digits in all, of a decimal; otherwise 0
 * @param scale digits after the point, of a decimal; otherwise 0
 */
public record FieldType(Kind kind, int precision, int scale) {

  /** The kinds, and how SQL sees each. */
  public enum Kind {
    STRING("VARCHAR"),
    INT64("BIGINT"),
    DECIMAL("DECIMAL"),
    DOUBLE("DOUBLE"),
    BOOL("BOOLEAN"),
    DATE("DATE"),
    TIMESTAMP("TIMESTAMP WITH TIME ZONE"),
    JSON("JSON"),
    LIST_STRUCT("STRUCT[]");

    private final String sql;

    Kind(String sql) {
      this.sql = sql;
    }
  }

  public static FieldType of(Kind kind) {
    return new FieldType(kind, 0, 0);
  }

  public static FieldType decimal(int precision, int scale) {
    return new FieldType(Kind.DECIMAL, precision, scale);
  }

  /** The DuckDB type, but for {@code list<struct>}, whose type its children make. */
  public String sql() {
    return kind == Kind.DECIMAL ? "DECIMAL(" + precision + "," + scale + ")" : kind.sql;
  }
}
