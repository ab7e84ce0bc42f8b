package dev.medallion.replay.transforms.model.ledger;

import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which version of an entity wins, as SQL: the one order that versions are ranked by and compared
 * with published ones by.
 *
 * <p>First the terms of {@code latest_by}, each compared as its own type (the highest wins, of a
 * descending one the lowest; null loses), then source priority, object path and position. The order
 * is total, so the winner is the same whatever order the events come in.
 */
public final class VersionOrder {
  private static final String PREFIX = "_by_";

  /** What ends a tie, the highest first. */
  private static final List<String> TIE_BREAKERS = List.of("_priority", "_object", "_position");

  private VersionOrder() {}

  /** The column that holds a term of {@code latest_by}. */
  static String column(Entity.OrderTerm term) {
    return PREFIX + term.column();
  }

  /** The terms of an entity under the names of their columns, to select from its events. */
  public static String select(Entity entity) {
    return entity.latestBy().stream()
        .map(t -> Sql.identifier(t.column()) + " AS " + Sql.identifier(column(t)))
        .collect(Collectors.joining(", "));
  }

  /** The columns of the terms. */
  public static String columns(Entity entity) {
    return entity.latestBy().stream()
        .map(t -> Sql.identifier(column(t)))
        .collect(Collectors.joining(", "));
  }

  /** The terms of ORDER BY over those columns, the winner first. */
  public static String winnerFirst(Entity entity) {
    return Stream.concat(
            entity.latestBy().stream()
                .map(t -> Sql.identifier(column(t)) + (t.descending() ? " ASC" : " DESC")),
            TIE_BREAKERS.stream().map(c -> c + " DESC"))
        .map(term -> term + " NULLS LAST")
        .collect(Collectors.joining(", "));
  }

  /**
   * The condition that one version is newer than another of the same entity. Both relations hold
   * the terms' columns, {@code _priority}, {@code _object} (a path) and {@code _position}.
   */
  public static String isNewer(Entity entity, String version, String than) {
    List<Comparison> order = new ArrayList<>();
    entity
        .latestBy()
        .forEach(t -> order.add(Comparison.of(version, than, column(t), t.descending())));
    TIE_BREAKERS.forEach(c -> order.add(Comparison.of(version, than, c, false)));
    String newer = "FALSE";
    for (int i = order.size() - 1; i >= 0; i--) {
      newer = "(" + order.get(i).newer() + " OR (" + order.get(i).same() + " AND " + newer + "))";
    }
    return newer;
  }

  /** How two versions compare in one column; never null. */
  private record Comparison(String newer, String same) {
    static Comparison of(String version, String than, String column, boolean descending) {
      String mine = version + "." + Sql.identifier(column);
      String other = than + "." + Sql.identifier(column);
      return new Comparison(
          "coalesce(%1$s %3$s %2$s, %1$s IS NOT NULL AND %2$s IS NULL)"
              .formatted(mine, other, descending ? "<" : ">"),
          mine + " IS NOT DISTINCT FROM " + other);
    }
  }
}
