package dev.medallion.replay.transforms.build;

import dev.medallion.replay.transforms.duckdb.Sql;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Field;
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
    String number = entity.field(term.column()).map(VersionOrder::asNumber).orElse("");
    if (number.isEmpty()) {
      return "coalesce(CAST(" + column + " AS VARCHAR), '')";
    }
    String moved =
        term.descending()
            ? "(9223372036854775807::HUGEINT - " + column(number, column) + ")"
            : "(9223372036854775808::HUGEINT + " + column(number, column) + ")";
    return "coalesce(lpad(CAST(" + moved + " AS VARCHAR), 20, '0'), '')";
  }

  private static String column(String number, String column) {
    return number.replace("?", column);
  }

  private static String asNumber(Field field) {
    return switch (field.type().kind()) {
      case TIMESTAMP -> "epoch_us(?)";
      case INT64 -> "?";
      case DATE -> "datediff('day', DATE '1970-01-01', ?)";
      default -> "";
    };
  }
}
