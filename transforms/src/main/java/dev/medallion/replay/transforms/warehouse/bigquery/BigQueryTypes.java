package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.ColumnTypes;
import java.util.Optional;

/** Columns as GoogleSQL writes their types. */
final class BigQueryTypes implements ColumnTypes {
  @Override
  public Optional<String> of(String type) {
    return Fields.of(new Column("any", type)).map(Fields::text);
  }
}
