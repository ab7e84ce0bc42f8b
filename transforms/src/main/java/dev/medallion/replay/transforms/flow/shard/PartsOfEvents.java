package dev.medallion.replay.transforms.flow.shard;

import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.SqlTemplate;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Part;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which versions of an entity the parts belong to: those that lie in the same folder of the same
 * source. Every version has its own, so what a version's rows show never depends on which others
 * were read.
 *
 * <p>Table {@code linked.<part>}: {@code _event} and {@code _part}, the numbers of the version and
 * of the part, and {@code _counts}: false for a part that a later object of the folder replaces.
 * Table {@code incomplete.<entity>}: versions without a part that they need.
 */
final class PartsOfEvents {
  private final DuckDbSession session;
  private final Entity event;

  PartsOfEvents(DuckDbSession session, Entity event) {
    this.session = session;
    this.event = event;
  }

  /** The table of the versions that lack a part that they need, and of which. */
  static String incomplete(Entity event) {
    return Sql.qualified(ShardSchemas.INCOMPLETE, event.name());
  }

  /** Finds out which part belongs to which version, before the versions are ranked. */
  void link() {
    for (Part part : event.parts()) {
      session.execute(
          SqlTemplate.of(
                  """
          CREATE TABLE ${linked} AS
          WITH pairs AS (
            SELECT e._object AS _event_object, p._object AS _part_object, p._path AS _path
            FROM ${seen_event} e JOIN ${seen_part} p
              ON e._source = p._source AND ${folder_of_event} = ${folder_of_part})
          SELECT v.rowid AS _event, r.rowid AS _part, ${counts} AS _counts
          FROM pairs JOIN ${raw_event} v ON v._object = pairs._event_object
          JOIN ${raw_part} r ON r._object = pairs._part_object
          """)
              .with("linked", linked(part))
              .with("seen_event", Sql.qualified(ShardSchemas.SEEN, event.name()))
              .with("seen_part", Sql.qualified(ShardSchemas.SEEN, part.name()))
              .with("folder_of_event", folder("e"))
              .with("folder_of_part", folder("p"))
              .with("raw_event", raw(event))
              .with("raw_part", raw(part.contract()))
              .with("counts", counts(part))
              .sql());
    }
    session.execute(
        "CREATE TABLE "
            + incomplete(event)
            + " AS "
            + event.parts().stream()
                .filter(Part::required)
                .map(this::without)
                .reduce((a, b) -> a + " UNION ALL " + b)
                .orElse("SELECT 0::BIGINT AS _event, '' AS part WHERE FALSE"));
  }

  /** Of an event's parts with the same key the one in the last object, and there the last. */
  private static String counts(Part part) {
    return "row_number() OVER (PARTITION BY v.rowid"
        + part.key().stream().map(k -> ", r." + Sql.identifier(k)).collect(Collectors.joining())
        + " ORDER BY pairs._path DESC, r._position DESC) = 1";
  }

  /** A version that removes its entity needs no part. */
  private String without(Part part) {
    return "SELECT v.rowid AS _event, "
        + Sql.literal(part.name())
        + " AS part FROM "
        + raw(event)
        + " v WHERE NOT v._deleted AND NOT EXISTS (SELECT 1 FROM "
        + linked(part)
        + " l WHERE l._event = v.rowid)";
  }

  /**
   * Shows a part's records to the SQL of a table, under the part's name.
   *
   * @param winners a query for the versions that the SQL sees
   * @param columns of the part alone, as the SQL sees them, of relations {@code r} and {@code o}
   */
  void show(Part part, String winners, String columns) {
    String key =
        event.key().stream()
            .map(k -> "v." + Sql.identifier(k))
            .collect(Collectors.joining(", ", "", ", "));
    session.execute(
        SqlTemplate.of(
                """
        CREATE OR REPLACE VIEW main.${part} AS
        SELECT ${key}${columns}, w._event
        FROM (SELECT _event FROM (${winners})) w
        JOIN ${raw_event} v ON v.rowid = w._event
        JOIN ${linked} l ON l._event = w._event AND l._counts
        JOIN ${raw_part} r ON r.rowid = l._part
        JOIN ${seen_part} o ON o._object = r._object
        """)
            .with("part", Sql.identifier(part.name()))
            .with("key", key)
            .with("columns", columns)
            .with("winners", winners)
            .with("raw_event", raw(event))
            .with("linked", linked(part))
            .with("raw_part", raw(part.contract()))
            .with("seen_part", Sql.qualified(ShardSchemas.SEEN, part.name()))
            .sql());
  }

  /**
   * Where a part's records end: where their version ends, the best one if several lie in the
   * folder.
   *
   * @param ended a relation: {@code _event} and {@code fate} of every version that was ranked
   */
  List<FateCount> fates(Part part, String ended) {
    String fates = Sql.list(Arrays.stream(Fate.values()).map(Fate::name).toList());
    return session.query(
        SqlTemplate.of(
                """
        WITH best AS (
          SELECT l._part,
            min(list_position(${fates}, CASE WHEN l._counts THEN e.fate ELSE 'SUPERSEDED' END)) AS at
          FROM ${linked} l JOIN ${ended} e ON e._event = l._event
          GROUP BY ALL)
        SELECT o._source, o._arrival_date, coalesce(${fates}[b.at], 'WITHOUT_EVENT') AS fate,
          count(*) AS parts
        FROM ${raw} r JOIN ${seen} o ON o._object = r._object
        LEFT JOIN best b ON b._part = r.rowid
        GROUP BY ALL ORDER BY ALL
        """)
            .with("fates", fates)
            .with("linked", linked(part))
            .with("ended", ended)
            .with("raw", raw(part.contract()))
            .with("seen", Sql.qualified(ShardSchemas.SEEN, part.name()))
            .sql(),
        row ->
            new FateCount(
                row.getString(1),
                part.name(),
                row.getObject(2, LocalDate.class),
                Fate.valueOf(row.getString(3)),
                row.getLong(4)));
  }

  /**
   * A query: where the parts of versions lie.
   *
   * @param versions a relation: {@code _event}, {@code _day}, {@code _role}
   */
  String placesOf(String versions) {
    return event.parts().stream()
        .map(
            part ->
                SqlTemplate.of(
                        """
                SELECT o._source, o._path AS _object, r._position, v._day, v._role
                FROM ${versions} v JOIN ${linked} l ON l._event = v._event
                JOIN ${raw} r ON r.rowid = l._part JOIN ${seen} o ON o._object = r._object
                """)
                    .with("versions", versions)
                    .with("linked", linked(part))
                    .with("raw", raw(part.contract()))
                    .with("seen", Sql.qualified(ShardSchemas.SEEN, part.name()))
                    .sql())
        .collect(Collectors.joining(" UNION ALL "));
  }

  /** A query: where the versions lie that lack a part that they need. */
  String placesOfIncomplete() {
    return "SELECT DISTINCT o._source, o._path AS _object, r._position FROM "
        + incomplete(event)
        + " i JOIN "
        + raw(event)
        + " r ON r.rowid = i._event JOIN "
        + Sql.qualified(ShardSchemas.SEEN, event.name())
        + " o ON o._object = r._object";
  }

  private static String folder(String objects) {
    return "regexp_replace(" + objects + "._path, '[^/]*$', '')";
  }

  private static String linked(Part part) {
    return Sql.qualified(ShardSchemas.LINKED, part.name());
  }

  private static String raw(Entity contract) {
    return Sql.qualified(ShardSchemas.RAW, contract.name());
  }
}
