package dev.medallion.replay.bigqueryserver.schema;

import java.util.Set;

/**
 * Which types an INSERT takes for a column without a cast.
 *
 * <p>Source: cloud.google.com/bigquery/docs/reference/standard-sql/conversion_rules#coercion.
 */
public final class Coercion {
  private static final Set<FieldType> NUMBERS =
      Set.of(FieldType.NUMERIC, FieldType.BIGNUMERIC, FieldType.FLOAT);

  private Coercion() {}

  public static boolean takes(Field field, StoredType type) {
    if (SourceTypes.fits(field, type) || type.toString().equals("\"NULL\"")) {
      return true;
    }
    if (field.repeated()) {
      return false;
    }
    FieldType given = SourceTypes.inferred(field.name(), type).type();
    return (given == FieldType.INTEGER && NUMBERS.contains(field.type()))
        || (given == FieldType.INTEGER && field.type() == FieldType.INTEGER)
        || (given == FieldType.NUMERIC && NUMBERS.contains(field.type()));
  }
}
