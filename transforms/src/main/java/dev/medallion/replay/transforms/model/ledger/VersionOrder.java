package dev.medallion.replay.transforms.model.ledger;

import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which version of an entity wins, as SQL: the one order that versions are ranked by and compared
 * with published ones by.
 *
 * <p>First the terms of {@code latest_by}, each compared as its own type (the highest wins, of a
 * descending one the lowest; null loses; a timestamp to the nanosecond), then source priority,
 * object path and position. The order is total, so the winner is the same whatever order the events
 * come in.
 */
public final class VersionOrder {
  private static final String PREFIX = "_by_";
  private static final String NANOS_PREFIX = "_nanos_";

  /** What ends a tie, the highest first. */
  private static final List<String> TIE_BREAKERS = List.of("_priority", "_object", "_position");

  private VersionOrder() {}

  /** The column that holds a term of {@code latest_by}. */
  static String column(Entity.OrderTerm term) {
    return PREFIX + term.column();
  }

  /**
   * The column that holds what a timestamp among the terms has beyond the microsecond: 1 to 999
   * nanoseconds, null for none. It has the same name among the events.
   */
  public static String nanosColumn(Field orderTime) {
    return NANOS_PREFIX + orderTime.name();
  }

  /** The terms of an entity under the names of their columns, to select from its events. */
  public static String select(Entity entity) {
    return Stream.concat(
            entity.latestBy().stream()
                .map(t -> Sql.identifier(t.column()) + " AS " + Sql.identifier(column(t))),
            nanosColumns(entity))
        .collect(Collectors.joining(", "));
  }

  /** The columns of the terms. */
  public static String columns(Entity entity) {
    return Stream.concat(
            entity.latestBy().stream().map(t -> Sql.identifier(column(t))), nanosColumns(entity))
        .collect(Collectors.joining(", "));
  }

  private static Stream<String> nanosColumns(Entity entity) {
    return entity.orderTimes().stream().map(f -> Sql.identifier(nanosColumn(f)));
  }

  /** What is compared, in order. */
  private static Stream<Compared> compared(Entity entity) {
    return entity.latestBy().stream()
        .flatMap(
            t ->
                Stream.concat(
                    Stream.of(new Compared(column(t), false, t.descending())),
                    entity.orderTimes().stream()
                        .filter(f -> f.name().equals(t.column()))
                        .map(f -> new Compared(nanosColumn(f), true, t.descending()))));
  }

  /**
   * A column to compare by.
   *
   * @param nanos null stands for 0
   */
  private record Compared(String column, boolean nanos, boolean descending) {
    /**
     * @param relation with a point; empty: the only one
     */
    String of(String relation) {
      String value = relation + Sql.identifier(column);
      return nanos ? "coalesce(" + value + ", 0)" : value;
    }
  }

  /** The terms of ORDER BY over those columns, the winner first. */
  public static String winnerFirst(Entity entity) {
    return Stream.concat(
            compared(entity).map(c -> c.of("") + (c.descending() ? " ASC" : " DESC")),
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
    Stream.concat(compared(entity), TIE_BREAKERS.stream().map(c -> new Compared(c, false, false)))
        .map(c -> Comparison.of(c.of(version + "."), c.of(than + "."), c.descending()))
        .forEach(order::add);
    String newer = "FALSE";
    for (int i = order.size() - 1; i >= 0; i--) {
      newer = "(" + order.get(i).newer() + " OR (" + order.get(i).same() + " AND " + newer + "))";
    }
    return newer;
  }

  /** How two versions compare in one expression; never null. */
  private record Comparison(String newer, String same) {
    static Comparison of(String mine, String other, boolean descending) {
      return new Comparison(
          "coalesce(%1$s %3$s %2$s, %1$s IS NOT NULL AND %2$s IS NULL)"
              .formatted(mine, other, descending ? "<" : ">"),
          mine + " IS NOT DISTINCT FROM " + other);
    }
  }
}
