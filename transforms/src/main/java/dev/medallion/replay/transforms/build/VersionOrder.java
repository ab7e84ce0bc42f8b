package dev.medallion.replay.transforms.build;

import dev.medallion.replay.transforms.duckdb.Sql;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which version of an entity wins, as SQL: highest {@code latest_by}, then source priority, object
 * path, position. The order is total, so the winner is the same whatever order the events come in.
 *
 * <p>Rows carry it in three columns, {@code _version}, {@code _object} and {@code _position}, so
 * that versions of two runs can be compared; see {@link #isNewer}.
 */
public final class VersionOrder {
  /** What rows carry it in, the weightiest first. */
  public static final List<String> COLUMNS = List.of("_version", "_object", "_position");

  private VersionOrder() {}

  /** The condition that one row's version is newer than another's of the same entity. */
  public static String isNewer(String row, String than) {
    return columns(row) + " > " + columns(than);
  }

  private static String columns(String row) {
    return COLUMNS.stream().map(c -> row + "." + c).collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * The same of versions that are not rows yet.
   *
   * @param object the relation that holds the version's object
   * @param thanObject the relation that holds the other's
   */
  static String isNewer(
      Entity entity, String version, String object, String than, String thanObject) {
    return columns(entity, version, object) + " > " + columns(entity, than, thanObject);
  }

  private static String columns(Entity entity, String version, String object) {
    return "(%s, %s._path, %s._position)"
        .formatted(versionText(entity, version, object), object, version);
  }

  /** The columns that decide first, under the names that {@link #winnerFirst} knows them by. */
  static String terms(Entity entity) {
    return IntStream.range(0, entity.latestBy().size())
        .mapToObj(i -> Sql.identifier(entity.latestBy().get(i).column()) + " AS _by" + i)
        .collect(Collectors.joining(", "));
  }

  /** The names of {@link #terms}. */
  static String termNames(Entity entity) {
    return IntStream.range(0, entity.latestBy().size())
        .mapToObj(i -> "_by" + i)
        .collect(Collectors.joining(", "));
  }

  /** The terms of ORDER BY, the winner first. */
  static String winnerFirst(Entity entity) {
    String declared =
        IntStream.range(0, entity.latestBy().size())
            .mapToObj(
                i ->
                    "_by"
                        + i
                        + (entity.latestBy().get(i).descending() ? " ASC" : " DESC")
                        + " NULLS LAST")
            .collect(Collectors.joining(", "));
    return declared + ", _priority DESC, _path DESC, _position DESC";
  }

  /**
   * {@code _version}: what was declared and the source's priority as text, of which the greater
   * wins. Numbers and times are written as digits of equal length; a descending one is counted
   * down.
   *
   * @param terms the relation that holds {@link #terms}
   * @param object the relation that holds the object
   */
  static String versionText(Entity entity, String terms, String object) {
    String declared =
        IntStream.range(0, entity.latestBy().size())
            .mapToObj(i -> termText(entity, entity.latestBy().get(i), terms + "._by" + i))
            .collect(Collectors.joining(" || ' ' || "));
    return declared + " || ' ' || lpad(CAST(" + object + "._priority AS VARCHAR), 4, '0')";
  }

  private static String termText(Entity entity, Entity.OrderTerm term, String column) {
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
