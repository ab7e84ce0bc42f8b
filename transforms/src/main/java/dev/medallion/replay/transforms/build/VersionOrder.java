package dev.medallion.replay.transforms.build;

import dev.medallion.replay.transforms.duckdb.Sql;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Field;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which version of an entity wins, as SQL: highest {@code latest_by}, then source priority, object
 * path, position. The order is total, so the winner is the same whatever order the events come in.
 */
final class VersionOrder {
  private VersionOrder() {}

  /** The terms of ORDER BY, the winner first. */
  static String winnerFirst(Entity entity) {
    String declared =
        entity.latestBy().stream()
            .map(
                t ->
                    Sql.identifier(t.column())
                        + (t.descending() ? " ASC" : " DESC")
                        + " NULLS LAST")
            .collect(Collectors.joining(", "));
    return declared + ", _priority DESC, _path DESC, _position DESC";
  }

  /**
   * The version as text: of two versions of an entity, also of two runs, the greater text wins.
   * Numbers and times are written as digits of equal length; a descending one is counted down.
   */
  static String versionText(Entity entity) {
    String declared =
        entity.latestBy().stream()
            .map(term -> termText(entity, term))
            .collect(Collectors.joining(" || ' ' || "));
    return declared
        + " || ' ' || lpad(CAST(_priority AS VARCHAR), 4, '0') || ' ' || _path || ' '"
        + " || lpad(CAST(_position AS VARCHAR), 12, '0')";
  }

  private static String termText(Entity entity, Entity.OrderTerm term) {
    String column = Sql.identifier(term.column());
    Optional<Counted> counted = entity.field(term.column()).flatMap(f -> counted(f, column));
    if (counted.isEmpty()) {
      return "coalesce(CAST(" + column + " AS VARCHAR), '')";
    }
    String moved =
        term.descending()
            ? counted.get().greatest() + " - " + counted.get().number()
            : counted.get().number() + " - " + counted.get().least();
    return "coalesce(lpad(CAST(" + moved + " AS VARCHAR), 20, '0'), '')";
  }

  /**
   * A value as a number, and the bounds that it lies within. Times are of the years 1 to 9999, so
   * their distance to a bound fits 64 bits.
   */
  private record Counted(String number, String least, String greatest) {}

  private static Optional<Counted> counted(Field field, String column) {
    return switch (field.type().kind()) {
      case TIMESTAMP ->
          Optional.of(
              new Counted(
                  "epoch_us(" + column + ")", "(-62135596800000000)", "253402300800000000"));
      case INT64 ->
          Optional.of(
              new Counted(
                  column, "(-9223372036854775808)::HUGEINT", "9223372036854775807::HUGEINT"));
      case DATE ->
          Optional.of(
              new Counted(
                  "datediff('day', DATE '1970-01-01', " + column + ")", "(-719162)", "2932897"));
      default -> Optional.empty();
    };
  }
}
