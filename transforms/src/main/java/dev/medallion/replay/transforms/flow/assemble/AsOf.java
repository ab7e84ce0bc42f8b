package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.Table;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which tables show the run's "now". */
final class AsOf {
  private static final Pattern NAMED = Pattern.compile("(?i)\\bas_of\\b");

  private AsOf() {}

  /** Whether a table's SQL or one of its slices names it; in a comment counts, and does no harm. */
  static boolean isUsedBy(Table table) {
    if (table instanceof EntityLedger) {
      return false;
    }
    Stream<String> slices =
        table instanceof AggregateTable aggregate
            ? aggregate.inputs().stream().map(AggregateTable.Input::slice).flatMap(Optional::stream)
            : Stream.empty();
    return Stream.concat(Stream.of(table.sql()), slices).anyMatch(s -> NAMED.matcher(s).find());
  }
}
