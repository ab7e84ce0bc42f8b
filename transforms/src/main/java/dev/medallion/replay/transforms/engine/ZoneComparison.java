package dev.medallion.replay.transforms.engine;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.DayRange;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether Java and DuckDB carry the same rules of a time zone for some days. Java makes instants of
 * texts, and SQL makes days of instants; where the two differ, a day would depend on which of them
 * was asked.
 */
public final class ZoneComparison {
  /** Zones change their offset at a quarter of an hour, at the finest. */
  private static final String CHANGES =
      """
      SELECT epoch(t)::BIGINT, shift FROM (
        SELECT t, date_part('timezone', t)::BIGINT AS shift, lag(shift) OVER (ORDER BY t) AS before
        FROM range(to_timestamp(%d), to_timestamp(%d), INTERVAL 15 MINUTE) times(t))
      WHERE before IS NULL OR before <> shift
      """;

  private static final Duration MARGIN = Duration.ofHours(3);
  private static final long QUARTER = 900;

  private ZoneComparison() {}

  /**
   * Where they differ, a sentence for each zone.
   *
   * @param days the run's, first and last; with a few hours more on either side
   */
  public static List<String> differences(Collection<ZoneId> zones, DayRange days) {
    List<ZoneId> changing =
        zones.stream().distinct().filter(z -> !z.getRules().isFixedOffset()).toList();
    if (changing.isEmpty()) {
      return List.of();
    }
    List<String> differences = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (ZoneId zone : changing) {
        statement.execute(Sql.setTimeZone(zone));
        Instant from = quarter(days.from().atStartOfDay(zone).toInstant().minus(MARGIN));
        Instant to = days.to().plusDays(1).atStartOfDay(zone).toInstant().plus(MARGIN);
        first(ofJava(zone.getRules(), from, to), ofEngine(statement, from, to))
            .ifPresent(d -> differences.add(text(zone, d)));
      }
    } catch (SQLException e) {
      throw new SqlFailure("compare time zones", e);
    }
    return differences;
  }

  /**
   * The first difference of two lists of changes, each of which begins at the same moment.
   *
   * @param java offset in seconds from a moment on
   * @param engine the same
   */
  static Optional<Difference> first(
      SortedMap<Instant, Integer> java, SortedMap<Instant, Integer> engine) {
    TreeMap<Instant, Integer> javas = new TreeMap<>(java);
    TreeMap<Instant, Integer> engines = new TreeMap<>(engine);
    TreeMap<Instant, Integer> moments = new TreeMap<>(java);
    moments.putAll(engine);
    for (Instant at : moments.keySet()) {
      Map.Entry<Instant, Integer> one = javas.floorEntry(at);
      Map.Entry<Instant, Integer> other = engines.floorEntry(at);
      if (one != null && other != null && !one.getValue().equals(other.getValue())) {
        return Optional.of(
            new Difference(
                at,
                ZoneOffset.ofTotalSeconds(one.getValue()),
                ZoneOffset.ofTotalSeconds(other.getValue())));
      }
    }
    return Optional.empty();
  }

  /** From when on two offsets differ. */
  record Difference(Instant at, ZoneOffset java, ZoneOffset engine) {}

  private static SortedMap<Instant, Integer> ofJava(ZoneRules rules, Instant from, Instant to) {
    SortedMap<Instant, Integer> changes = new TreeMap<>();
    changes.put(from, rules.getOffset(from).getTotalSeconds());
    ZoneOffsetTransition next = rules.nextTransition(from);
    while (next != null && next.getInstant().isBefore(to)) {
      // Long ago clocks were set at odd moments, which are not looked at one by one.
      changes.put(
          quarter(next.getInstant().plusSeconds(QUARTER - 1)),
          next.getOffsetAfter().getTotalSeconds());
      next = rules.nextTransition(next.getInstant());
    }
    return changes;
  }

  private static Instant quarter(Instant time) {
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), QUARTER) * QUARTER);
  }

  private static SortedMap<Instant, Integer> ofEngine(Statement statement, Instant from, Instant to)
      throws SQLException {
    SortedMap<Instant, Integer> changes = new TreeMap<>();
    try (ResultSet row =
        statement.executeQuery(CHANGES.formatted(from.getEpochSecond(), to.getEpochSecond()))) {
      while (row.next()) {
        changes.put(Instant.ofEpochSecond(row.getLong(1)), row.getInt(2));
      }
    }
    return changes;
  }

  private static String text(ZoneId zone, Difference found) {
    LocalDate day = found.at().atOffset(found.java()).toLocalDate();
    return Text.format(
        "time zone %s: on %s Java says %s and DuckDB says %s, so the two would disagree about the"
            + " day of an event; use a JDK with other time zone data (this one has %s), or leave"
            + " those days out",
        zone.getId(),
        day,
        found.java(),
        found.engine(),
        ZoneRulesProvider.getVersions(zone.getId()).lastKey());
  }
}
