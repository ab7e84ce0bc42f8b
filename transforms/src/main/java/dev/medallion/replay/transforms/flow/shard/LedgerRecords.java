package dev.medallion.replay.transforms.flow.shard;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.RowChecksum;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.SqlTemplate;
import dev.medallion.replay.transforms.flow.shard.Fragment.Kind;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ledger.LedgerColumns;
import dev.medallion.replay.transforms.model.ledger.VersionOrder;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One shard's records of an entity's ledger: of the winners in scope, and apart from them of the
 * versions outside that audits have to know ({@link VersionRole}, as column {@code _role}; {@code
 * _in_scope} says whether the run replaces their day, {@code _beats} whether a winner was read).
 */
final class LedgerRecords {
  private static final String WINNERS = "SELECT * FROM %s WHERE _rank = 1 AND _in_scope";
  private static final String OUTSIDE = "SELECT * FROM run.outside";

  /** There may be very many of the others, and a digest of each costs more than the rest. */
  private static final String COMPARED =
      "SELECT * FROM run.outside WHERE _role NOT IN ('"
          + VersionRole.ELSEWHERE
          + "', '"
          + VersionRole.OTHER_SCOPE
          + "')";

  private final DuckDbSession session;
  private final Model model;
  private final EntityLedger ledger;
  private final RankedVersions versions;

  LedgerRecords(DuckDbSession session, Model model, EntityLedger ledger, RankedVersions versions) {
    this.session = session;
    this.model = model;
    this.ledger = ledger;
    this.versions = versions;
  }

  /**
   * Writes them.
   *
   * @param name of the files, without an ending
   */
  List<Fragment> write(Address folder, String name) {
    countRows();
    findOutside();
    List<Fragment> fragments = new ArrayList<>();
    SortedMap<String, Long> winners = counts(WINNERS.formatted(versions.relation()));
    if (!winners.isEmpty()) {
      try (Outgoing file = Outgoing.to(folder.resolve(name + ".parquet"))) {
        session.copyToPassingParquet(
            records(
                    WINNERS.formatted(versions.relation()),
                    WINNERS.formatted(versions.relation()),
                    "")
                + " ORDER BY _day",
            file.path());
        fragments.add(Fragment.of(ledger.name(), Kind.REPLACING, file, winners));
      }
    }
    SortedMap<String, Long> outside = counts(OUTSIDE);
    if (!outside.isEmpty()) {
      try (Outgoing file = Outgoing.to(folder.resolve(name + ".outside.parquet"))) {
        session.copyToPassingParquet(
            records(OUTSIDE, COMPARED, ", v._role, v._in_scope, v._beats"), file.path());
        fragments.add(Fragment.of(ledger.name(), Kind.OUTSIDE, file, outside));
      }
    }
    if (!ledger.entity().parts().isEmpty()) {
      PartsOfEvents parts = new PartsOfEvents(session, ledger.entity());
      places(parts.placesOf("run.outside"), Kind.PARTS_OUTSIDE, folder, name + ".parts")
          .ifPresent(fragments::add);
      places(parts.placesOfIncomplete(), Kind.INCOMPLETE, folder, name + ".incomplete")
          .ifPresent(fragments::add);
    }
    return fragments;
  }

  private Optional<Fragment> places(String select, Kind kind, Address folder, String name) {
    long rows = session.single("SELECT count(*) FROM (" + select + ")", row -> row.getLong(1));
    if (rows == 0) {
      return Optional.empty();
    }
    try (Outgoing file = Outgoing.to(folder.resolve(name + ".parquet"))) {
      session.copyToPassingParquet(select, file.path());
      return Optional.of(Fragment.of(ledger.name(), kind, file, new TreeMap<>(Map.of("", rows))));
    }
  }

  private void countRows() {
    String rows =
        model.tablesOf(ledger.name()).stream()
            .map(EntityTable::name)
            .map(t -> "SELECT _event FROM " + Sql.qualified(ShardSchemas.OUT, t))
            .collect(Collectors.joining(" UNION ALL "));
    session.execute(
        "CREATE OR REPLACE TABLE run.rows_of AS SELECT _event, count(*) AS rows FROM ("
            + rows
            + ") GROUP BY 1");
  }

  /**
   * Late ones are told where they would win, with other contents; and where nothing was read that
   * they would win over, since only the published ledger knows then.
   */
  private void findOutside() {
    session.execute(
        SqlTemplate.of(
                """
        CREATE OR REPLACE TABLE run.late AS
        SELECT v.*, w._event AS _winner, ${is_newer} AS _newer
        FROM (SELECT * FROM ${versions} WHERE _replaced AND (NOT _inside OR (_rank = 1 AND _day IS NULL))) v
        LEFT JOIN (SELECT * FROM ${versions} WHERE _rank = 1 AND _day IS NOT NULL) w USING (${key});
        CREATE OR REPLACE TABLE run.outside AS
        SELECT *, '${crossing}' AS _role, NULL::BOOLEAN AS _beats FROM ${versions} WHERE _crossing
        UNION ALL BY NAME
        SELECT *, '${elsewhere}' AS _role, NULL::BOOLEAN AS _beats FROM ${versions}
        WHERE _rank = 1 AND NOT _in_scope AND NOT _crossing AND _day IS NOT NULL AND _replaced
        UNION ALL BY NAME
        SELECT *, '${other_scope}' AS _role, NULL::BOOLEAN AS _beats FROM ${versions}
        WHERE _rank = 1 AND NOT _replaced AND _day IS NOT NULL
        UNION ALL BY NAME
        SELECT v.* EXCLUDE (_winner, _newer), '${late}' AS _role, _winner IS NOT NULL AS _beats
        FROM run.late v
        LEFT JOIN (${content_of_late}) mine ON mine._event = v._event
        LEFT JOIN (${content_of_winners}) winner ON winner._event = v._winner
        WHERE _winner IS NULL
          OR (_newer AND mine._content IS DISTINCT FROM winner._content)
        """)
            .with("versions", versions.relation())
            .with("key", Sql.identifiers(ledger.key()))
            .with("is_newer", VersionOrder.isNewer(ledger.entity(), "v", "w"))
            .with("crossing", VersionRole.CROSSING.toString())
            .with("late", VersionRole.LATE.toString())
            .with("content_of_late", contents("SELECT _event FROM run.late"))
            .with("content_of_winners", contents("SELECT _winner AS _event FROM run.late"))
            .with("elsewhere", VersionRole.ELSEWHERE.toString())
            .with("other_scope", VersionRole.OTHER_SCOPE.toString())
            .sql());
  }

  /**
   * The number of what each of these versions says; all tombstones say the same.
   *
   * @param events as {@code _event}; a digest of each is worked out, so no more than are needed
   */
  private String contents(String events) {
    Entity entity = ledger.entity();
    List<Column> columns =
        RankedVersions.contractFields(entity).stream()
            .map(
                f ->
                    new Column(
                        f.name(),
                        dev.medallion.replay.transforms.flow.block.BlockAppender.columnType(f)))
            .toList();
    return "SELECT rowid AS _event, CASE WHEN _deleted THEN 0 ELSE "
        + RowChecksum.ofRow(columns)
        + " END AS _content FROM "
        + Sql.qualified(ShardSchemas.RAW, entity.name())
        + " WHERE rowid IN (SELECT _event FROM ("
        + events
        + "))";
  }

  private String records(String of, String compared, String more) {
    String columns =
        LedgerColumns.of(model, ledger).stream()
            .map(Column::name)
            .map(
                c ->
                    switch (c) {
                      case "_source", "_generation" -> "o." + c;
                      case "_rows" -> "coalesce(n.rows, 0) AS _rows";
                      case "_content" -> "r._content";
                      default -> "v." + Sql.identifier(c);
                    })
            .collect(Collectors.joining(", "));
    return """
        SELECT %s%s FROM (%s) v
        JOIN %s o ON o._object = v._number
        LEFT JOIN (%s) r ON r._event = v._event
        LEFT JOIN run.rows_of n ON n._event = v._event
        """
        .formatted(
            columns, more, of, Sql.qualified(ShardSchemas.SEEN, ledger.name()), contents(compared));
  }

  private SortedMap<String, Long> counts(String of) {
    SortedMap<String, Long> counts = new TreeMap<>();
    session.query(
        "SELECT coalesce("
            + GrainSql.value(ledger.grain(), "_day")
            + ", ''), count(*) FROM ("
            + of
            + ") GROUP BY 1",
        row -> counts.put(row.getString(1), row.getLong(2)));
    return counts;
  }
}
