package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.SqlTemplate;
import dev.medallion.replay.transforms.flow.shard.VersionRole;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Source;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * No version that would change a row or a published record of a partition of the window arrived
 * after that partition's arrival range. Outside the window, see {@link LateElsewhere}.
 */
public class ArrivesExceeded extends AuditByKeys<LedgerUnderAudit> {
  /** As findings name it. */
  public static final String NAME = "arrives_exceeded";

  private final boolean inScope;

  public ArrivesExceeded() {
    this(Severity.BLOCK, true);
  }

  ArrivesExceeded(Severity severity, boolean inScope) {
    super(NAME, severity);
    this.inScope = inScope;
  }

  @Override
  List<Tally> tally(LedgerUnderAudit seen) {
    return tables(seen.subject()).isEmpty() || seen.ledger().grain() == Grain.NONE
        ? List.of()
        : late(seen);
  }

  @Override
  List<Observation> said(AuditSubject of, List<Tally> tallies) {
    return tallies.stream()
        .map(
            t ->
                new Late(
                    LocalDate.parse(t.of().get(0)),
                    LocalDate.parse(t.greatest()),
                    t.count(),
                    t.least()))
        .flatMap(late -> tables(of).stream().map(table -> observation(of, late, table)))
        .toList();
  }

  private static List<EntityTable> tables(AuditSubject of) {
    return of.tables().stream().filter(t -> t.grain() != Grain.NONE).toList();
  }

  /** Versions that came too late for one day. */
  private record Late(LocalDate day, LocalDate newestArrival, long count, String example) {}

  /**
   * Where a winner was read, the shard has compared. Where none was, a version changes something if
   * it would make rows in the window; or if the ledger has an older version of its entity that says
   * something else. A tombstone that names no day lies on the day of that version.
   */
  private List<Tally> late(LedgerUnderAudit seen) {
    Reach reach =
        seen.facts().ranges().reach(seen.facts().model().anySourceOf(seen.ledger().entity()));
    Grain arrival = seen.arrivalGrain();
    return seen.seen()
        .session()
        .query(
            SqlTemplate.of(
                    """
            WITH published AS (
              SELECT *, TRUE AS _replaced FROM ${replaced}
              UNION ALL BY NAME SELECT *, FALSE AS _replaced FROM ${standing}),
            known AS (
              SELECT v._beats, v._deleted, v._arrival_date, v._object,
                coalesce(v._day, p._day) AS _day,
                v._in_scope OR (v._day IS NULL AND coalesce(p._replaced, FALSE)) AS _in_scope,
                v._day IS NULL AS _names_no_day, p._object IS NOT NULL AS _is_published,
                ${is_newer} AND v._content IS DISTINCT FROM p._content AS _changes
              FROM ${late} v LEFT JOIN published p ON ${same_key})
            SELECT _day, max(_arrival_date), count(*), min(_object) FROM known
            WHERE _in_scope = ${in_scope} AND CASE
                WHEN _beats THEN TRUE
                WHEN _is_published THEN _changes
                ELSE _in_scope AND NOT _deleted END
              AND NOT (_names_no_day AND _arrival_date BETWEEN ${first_day} - ${before} AND ${last_day} + ${after})
            GROUP BY 1 ORDER BY 1
            """)
                .with("replaced", seen.replaced())
                .with("standing", seen.standing())
                .with("late", seen.outside(VersionRole.LATE))
                .with("is_newer", seen.isNewer("v", "p"))
                .with("same_key", seen.sameKey("v", "p"))
                .with("in_scope", inScope ? "TRUE" : "FALSE")
                .with("first_day", GrainSql.firstDay(arrival, "_day"))
                .with("before", GrainSql.interval(reach.before()))
                .with("last_day", GrainSql.lastDay(arrival, "_day"))
                .with("after", GrainSql.interval(reach.after()))
                .sql(),
            row ->
                new Tally(
                    List.of(row.getObject(1, LocalDate.class).toString()),
                    row.getLong(3),
                    row.getString(4),
                    row.getObject(2, LocalDate.class).toString()));
  }

  private static Observation observation(AuditSubject of, Late late, EntityTable table) {
    Source source = of.facts().model().anySourceOf(of.ledger().entity());
    Reach reach = of.facts().ranges().reach(source);
    long days = ChronoUnit.DAYS.between(late.day(), late.newestArrival());
    return new Observation(
        table.name(),
        table.grain().valueOf(late.day()),
        late.count(),
        "%s that would win arrived outside %s of their day, as %s as %s, e.g. in %s"
            .formatted(
                Text.count(late.count(), "version", "versions"),
                reach,
                days >= 0 ? "late" : "early",
                late.newestArrival(),
                late.example()),
        days >= 0
            ? "--arrives=%s/P%dD lets them in".formatted(reach.before(), days)
            : "--arrives=P%dD/%s lets them in".formatted(-days, reach.after()));
  }
}
