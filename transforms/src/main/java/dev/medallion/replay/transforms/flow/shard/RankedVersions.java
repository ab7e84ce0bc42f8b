package dev.medallion.replay.transforms.flow.shard;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.SqlTemplate;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType;
import dev.medallion.replay.transforms.model.Part;
import dev.medallion.replay.transforms.model.ledger.VersionOrder;
import java.time.Period;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All versions of one entity in a shard, ranked: 1 is the winner. Made from {@link EventTables}, as
 * table {@code ranked.<entity>}:
 *
 * <ul>
 *   <li>{@code _event}: names the version, within the shard
 *   <li>{@code _day}: its business day. A tombstone that names none takes the day of the version
 *       that it deletes; null where that was not read
 *   <li>{@code _inside}: it arrived within its own partition's arrival range
 *   <li>{@code _replaced}: the run replaces the rows of its entity, and not only those of other
 *       entities of its day
 *   <li>{@code _in_scope}: it does so on its day
 *   <li>{@code _rank}: among the versions inside; null for the others
 *   <li>{@code _crossing}: the winner lies outside the scope, and another version inside it
 *   <li>{@code _number}, {@code _object}, {@code _position}: where it lies, the object by its
 *       number in the shard and by its path
 *   <li>what {@link VersionOrder} compares
 * </ul>
 */
final class RankedVersions {
  /** Nothing is late by so much more than its source allows: its day is wrong. */
  private static final Period FAR_OFF = Period.ofYears(1);

  private final DuckDbSession session;
  private final Entity entity;
  private final String ranked;
  private final String raw;
  private final String seen;

  RankedVersions(DuckDbSession session, Entity entity) {
    this.session = session;
    this.entity = entity;
    this.ranked = Sql.qualified(ShardSchemas.RANKED, entity.name());
    this.raw = Sql.qualified(ShardSchemas.RAW, entity.name());
    this.seen = Sql.qualified(ShardSchemas.SEEN, entity.name());
  }

  Entity entity() {
    return entity;
  }

  /** The relation. */
  String relation() {
    return ranked;
  }

  /**
   * A query: the versions that the SQL of a table sees.
   *
   * @param grain of the table; one of grain none sees the winners of all days
   */
  static String winners(Entity entity, Grain grain) {
    return "SELECT * FROM "
        + Sql.qualified(ShardSchemas.RANKED, entity.name())
        + " WHERE _rank = 1 AND NOT _deleted"
        + (grain == Grain.NONE ? " AND _replaced" : " AND _in_scope");
  }

  /**
   * @param reach how far from its partition an object of the entity may lie
   * @param arrival the grain of the partitions whose arrival ranges count
   * @param ledger how the entity's versions are cut
   * @param replaced a condition on the key: the run replaces the entity's rows
   */
  void create(Reach reach, Grain arrival, Grain ledger, String replaced) {
    boolean unbounded = entity.fullHistory() || arrival == Grain.NONE;
    // Most entities have one version: only the others are sorted.
    String repeated =
        "(SELECT %1$s FROM %2$s GROUP BY %1$s HAVING count(*) > 1) USING (%1$s)"
            .formatted(Sql.identifiers(entity.key()), raw);
    session.execute(
        SqlTemplate.of(
                """
        CREATE TABLE ${ranked} AS
        WITH placed AS (
          SELECT r.rowid AS _event, ${order_terms}, ${key}, r._deleted, r._position, r._object AS _number,
            o._arrival_date, o._priority, o._path AS _object, ${business_day} AS _own_day
          FROM ${raw} r JOIN ${seen} o ON o._object = r._object${complete}),
        dated AS (SELECT *, ${day} AS _day FROM placed),
        judged AS (SELECT *, ${is_inside} AS _inside, ${replaced} AS _replaced,
          ${replaced} AND ${is_in_scope} AS _in_scope FROM dated),
        ranked AS (
          SELECT *,
            CASE WHEN _inside THEN row_number() OVER versions END AS _rank,
            bool_or(_inside AND _in_scope) OVER versions AS _touches_scope
          FROM judged SEMI JOIN ${repeated}
          WINDOW versions AS (
            PARTITION BY ${key} ORDER BY _inside DESC, ${winner_first}
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
          UNION ALL BY NAME
          SELECT *, CASE WHEN _inside THEN 1 END AS _rank, _inside AND _in_scope AS _touches_scope
          FROM judged ANTI JOIN ${repeated})
        SELECT ${key}, _event, _day, _inside, _replaced, _in_scope, _rank, _deleted, _number, _object,
          _position, _priority, _arrival_date, ${order_columns},
          coalesce(_rank = 1, FALSE) AND NOT _in_scope AND _touches_scope AS _crossing
        FROM ranked
        """)
            .with("ranked", ranked)
            .with("business_day", businessDay())
            .with("raw", raw)
            .with("seen", seen)
            .with("complete", complete())
            .with(
                "is_inside",
                unbounded
                    ? "TRUE"
                    : "coalesce(" + within(reach, arrival, "_day", Period.ZERO) + ", TRUE)")
            .with(
                "is_in_scope",
                ledger == Grain.NONE
                    ? "TRUE"
                    : "coalesce(_day IN (SELECT day FROM " + ShardSchemas.SCOPE_DAYS + "), FALSE)")
            .with("replaced", replaced)
            .with("repeated", repeated)
            .with("key", Sql.identifiers(entity.key()))
            .with("winner_first", VersionOrder.winnerFirst(entity))
            .with("order_terms", VersionOrder.select(entity))
            .with("order_columns", VersionOrder.columns(entity))
            .with("day", day(unbounded ? "TRUE" : within(reach, arrival, "_own_day", Period.ZERO)))
            .sql());
  }

  /** An event without a part that it needs is a dead letter, and no version. */
  private String complete() {
    return entity.parts().stream().noneMatch(Part::required)
        ? ""
        : " WHERE r.rowid NOT IN (SELECT _event FROM " + PartsOfEvents.incomplete(entity) + ")";
  }

  /**
   * A version's own day; of a tombstone that names none the day of the newest older version, of
   * those that arrived in their own range if there is one.
   */
  private String day(String arrivedInItsRange) {
    boolean allNameOne =
        session.single(
            "SELECT count(*) = 0 FROM " + raw + " r WHERE " + businessDay() + " IS NULL",
            row -> row.getBoolean(1));
    if (allNameOne) {
      return "_own_day";
    }
    String older =
        "first_value(%s IGNORE NULLS) OVER (PARTITION BY "
            + Sql.identifiers(entity.key())
            + " ORDER BY "
            + VersionOrder.winnerFirst(entity)
            + " ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)";
    return "coalesce(_own_day, "
        + older.formatted("CASE WHEN " + arrivedInItsRange + " THEN _own_day END")
        + ", "
        + older.formatted("_own_day")
        + ")";
  }

  /**
   * How many versions ended in each way; a winner without a row in any of the tables is filtered.
   *
   * <p>Only those that lost are compared with their winner: they are few. As a condition of one
   * join of all, "is a loser" would make DuckDB loop over all pairs.
   */
  List<FateCount> fates(List<EntityTable> tables) {
    String ended = ended(tables);
    if (!entity.parts().isEmpty()) {
      session.execute("CREATE TABLE " + endedTable() + " AS " + ended);
      ended = "SELECT * FROM " + endedTable();
    }
    return session.query(
        "SELECT _source, _arrival_date, fate, count(*) AS versions FROM ("
            + ended
            + ") GROUP BY ALL ORDER BY ALL",
        row ->
            new FateCount(
                row.getString(1),
                entity.name(),
                row.getObject(2, java.time.LocalDate.class),
                Fate.valueOf(row.getString(3)),
                row.getLong(4)));
  }

  /** Where each version ended, of an entity that has parts: {@code _event} and {@code fate}. */
  String endedTable() {
    return Sql.qualified(ShardSchemas.ENDED, entity.name());
  }

  private String ended(List<EntityTable> tables) {
    boolean isWhole = tables.stream().anyMatch(t -> t.grain() == Grain.NONE);
    String shown =
        tables.isEmpty()
            ? "SELECT _event FROM " + ranked
            : tables.stream()
                .map(t -> "SELECT _event FROM " + Sql.qualified(ShardSchemas.OUT, t.name()))
                .collect(Collectors.joining(" UNION "));
    return SqlTemplate.of(
            """
        WITH shown AS (${shown}),
        lost AS (
          SELECT v._event, ${same_contract} AS same
          FROM (SELECT * FROM ${ranked} WHERE _rank > 1) v
          JOIN ${raw} mine ON mine.rowid = v._event
          JOIN (SELECT * FROM ${ranked} WHERE _rank = 1) w ON ${same_key}
          JOIN ${raw} winner ON winner.rowid = w._event)
        SELECT v._event, o._source, o._arrival_date,
          CASE
            WHEN NOT v._inside THEN 'OUTSIDE_ARRIVAL'
            WHEN v._rank = 1 AND v._deleted THEN 'DELETED'
            WHEN v._rank = 1 AND NOT (v._in_scope OR (${is_whole} AND v._replaced)) THEN 'OUTSIDE_WINDOW'
            WHEN v._rank = 1 AND s._event IS NULL THEN 'FILTERED_BY_SQL'
            WHEN v._rank = 1 THEN 'WINNER'
            WHEN l.same THEN 'DUPLICATE'
            ELSE 'SUPERSEDED' END AS fate
        FROM ${ranked} v
        JOIN ${seen} o ON o._object = v._number
        LEFT JOIN (SELECT DISTINCT _event FROM shown) s ON s._event = v._event
        LEFT JOIN lost l ON l._event = v._event
        """)
        .with("shown", shown)
        .with("same_contract", sameContract())
        .with("ranked", ranked)
        .with("raw", raw)
        .with("same_key", sameKey())
        .with("is_whole", isWhole ? "TRUE" : "FALSE")
        .with("seen", seen)
        .sql();
  }

  /** The days outside the scope on which a winner lies: something of them is known to exist. */
  List<SeenDay> seenOutside() {
    return session.query(
        "SELECT DISTINCT _day FROM "
            + ranked
            + " WHERE _rank = 1 AND NOT _deleted AND _day NOT IN (SELECT day FROM "
            + ShardSchemas.SCOPE_DAYS
            + ") ORDER BY 1",
        row -> new SeenDay(entity.name(), row.getObject(1, java.time.LocalDate.class)));
  }

  /**
   * Versions that no window shows: outside their own range, of a day that is not replaced here and
   * whose own replay would not read them. Those of an entity that has a winner are told as late,
   * unless their day is so far off that it is none at all.
   *
   * @param reach as it was given to {@link #create}
   */
  List<MisplacedVersions> misplaced(Reach reach, Grain grain) {
    return session.query(
        """
        SELECT count(*) AS versions, min(v._day), max(v._day), min(v._object)
        FROM (SELECT * FROM %1$s WHERE NOT _inside AND NOT _in_scope AND _replaced) v
        LEFT JOIN %1$s w ON w._rank = 1 AND %2$s
        WHERE w._event IS NULL OR NOT (%3$s)
        HAVING versions > 0
        """
            .formatted(ranked, sameKey(), within("v.", reach, grain, "_day", FAR_OFF)),
        row ->
            new MisplacedVersions(
                entity.name(),
                row.getLong(1),
                row.getObject(2, java.time.LocalDate.class),
                row.getObject(3, java.time.LocalDate.class),
                row.getString(4)));
  }

  private static String within(Reach reach, Grain grain, String day, Period widened) {
    return within("", reach, grain, day, widened);
  }

  /** Whether a version arrived within the range of a day's partition, widened both ways. */
  private static String within(
      String version, Reach reach, Grain grain, String day, Period widened) {
    return version
        + "_arrival_date BETWEEN "
        + GrainSql.firstDay(grain, version + day)
        + " - "
        + GrainSql.interval(reach.before())
        + " - "
        + GrainSql.interval(widened)
        + " AND "
        + GrainSql.lastDay(grain, version + day)
        + " + "
        + GrainSql.interval(reach.after())
        + " + "
        + GrainSql.interval(widened);
  }

  private String businessDay() {
    Field field = entity.field(entity.businessTime()).orElseThrow();
    String name = "r." + Sql.identifier(field.name());
    return field.type().kind() == FieldType.Kind.DATE ? name : "CAST(" + name + " AS DATE)";
  }

  private String sameKey() {
    return entity.key().stream()
        .map(k -> "w." + Sql.identifier(k) + " = v." + Sql.identifier(k))
        .collect(Collectors.joining(" AND "));
  }

  /** Equal in every contract field that says something of the entity, not of its delivery. */
  private String sameContract() {
    String fields =
        contractFields(entity).stream()
            .map(f -> Sql.identifier(f.name()))
            .map(f -> "mine." + f + " IS NOT DISTINCT FROM winner." + f)
            .collect(Collectors.joining(" AND "));
    return "mine._deleted = winner._deleted" + (fields.isEmpty() ? "" : " AND " + fields);
  }

  /** The fields that say something of the entity, not of its delivery. */
  static List<Field> contractFields(Entity entity) {
    List<String> latestBy = entity.latestBy().stream().map(Entity.OrderTerm::column).toList();
    return entity.fields().stream()
        .filter(f -> !latestBy.contains(f.name()) && f.pathColumn().isEmpty())
        .toList();
  }
}
