package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.StoredValues;
import dev.medallion.replay.transforms.flow.assemble.AggregateInputs;
import dev.medallion.replay.transforms.flow.assemble.StoredColumns;
import dev.medallion.replay.transforms.flow.shard.Fragment;
import dev.medallion.replay.transforms.flow.shard.VersionRole;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.ReplacedRows;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of one table or ledger, as an audit sees them: views over the Parquet files, each with
 * the partition's value as {@code _partition}. It also has views of other tables, for references.
 *
 * <p>There can be very many rows that the run does not change: they are looked up by key.
 */
final class TableUnderAudit implements UnderAudit {
  /** What {@link Fragment.Kind#OUTSIDE} adds to the ledger's columns. */
  private static final List<Column> ROLE_COLUMNS =
      List.of(
          new Column("_role", "VARCHAR"),
          new Column("_in_scope", "BOOLEAN"),
          new Column("_beats", "BOOLEAN"));

  /** How many files of a bucket are copied at once for a share. */
  private static final int FILES_AT_ONCE = 8;

  private final AuditFacts facts;
  private final Table table;
  private final DuckDbSession session;
  private final StandingRows standing;
  private final KeyShare share;
  private final Set<String> views = new HashSet<>();
  private final Map<String, Map<Cut, String>> cuts = new HashMap<>();

  /**
   * A table under audit.
   *
   * @param share of the keys that is looked at
   * @param published where rows that stand are asked for
   * @param folder takes the keys that are asked for, and what was found
   */
  public TableUnderAudit(
      AuditFacts facts,
      Table table,
      KeyShare share,
      DuckDbSession session,
      PublishedRows published,
      Address folder) {
    this.facts = facts;
    this.table = table;
    this.share = share;
    this.session = session;
    this.standing = new StandingRows(facts, session, published, folder);
    session.execute(
        "CREATE SCHEMA staged; CREATE SCHEMA standing; CREATE SCHEMA replaced;"
            + " CREATE SCHEMA outside; CREATE SCHEMA published; CREATE SCHEMA role;"
            + " CREATE SCHEMA seen; CREATE SCHEMA run");
  }

  public AuditFacts facts() {
    return facts;
  }

  public Table table() {
    return table;
  }

  public DuckDbSession session() {
    return session;
  }

  @Override
  public AuditSubject subject() {
    return new AuditSubject(facts, table);
  }

  /** Whether this is the first share: what can't be split is looked at once. */
  boolean looksFirst() {
    return share.number() == 0;
  }

  /** The type of a column, as rows have it here. */
  String type(Table of, String column) {
    return StoredColumns.shown(facts.model(), of).stream()
        .filter(c -> c.name().equals(column))
        .map(Column::type)
        .findFirst()
        .orElseThrow();
  }

  /** The rows that the run built: what its replaced partitions will hold. */
  public String staged(Table of) {
    return staged(of, Cut.WHOLE);
  }

  /** Of these rows those of the share. */
  String staged(Table of, Cut cut) {
    return view(
        "staged",
        of,
        facts.catalog().built(of.name()).stream()
            .map(PartitionResult::files)
            .flatMap(List::stream)
            .toList(),
        cut);
  }

  /** Of the rows that the run built those that it did not carry over from other scopes. */
  public String renewed(Table of) {
    return renewed(of, Cut.WHOLE);
  }

  /** Of these rows those of the share. */
  String renewed(Table of, Cut cut) {
    return replacedByRun(of, staged(of, cut));
  }

  /** Of published rows those that the run replaces: of other scopes it does not. */
  String replacedByRun(Table of, String published) {
    return facts.run().replacesPartOf(facts.model(), of)
        ? "(SELECT * FROM "
            + published
            + " WHERE "
            + ReplacedRows.of(facts.run(), facts.model().scopeOf(of))
            + ")"
        : published;
  }

  /**
   * The rows of some keys in the partitions that the run leaves as they are, whoever wrote them.
   *
   * @param columns of the table, which the keys are values of
   * @param keys a query that selects them
   * @param select the columns wanted; empty: all
   * @return a relation; the rows may be none
   */
  public String standing(Table of, List<String> columns, String keys, List<String> select) {
    return standing.of(of, columns, keys, select);
  }

  /** Where the keys were, for the change set to rest on. */
  public List<KeyRead> keyReads() {
    return standing.recorded();
  }

  /** The same rows as {@link #standing}; the change set rests on what was found. */
  public String standingRecorded(Table of, List<String> columns, String keys, List<String> select) {
    return standing.recorded(of, columns, keys, select);
  }

  /** Whether the run replaces published rows of the table. */
  boolean replacesRows() {
    return !replacedFiles(table).isEmpty();
  }

  /**
   * What the partitions that the run built see of an input, to the ends of the input's own
   * partitions.
   *
   * @param aggregate the table itself
   */
  String seenByBuilt(AggregateTable aggregate, Input input) {
    AggregateInputs inputs = new AggregateInputs(facts.model(), aggregate);
    return view(
        "seen",
        facts.model().table(input.table()),
        facts.catalog().built(aggregate.name()).stream()
            .flatMap(
                built ->
                    inputs.partitions(input, built.partition().value(), facts.catalog()).stream())
            .distinct()
            .flatMap(partition -> facts.catalog().files(partition).stream())
            .toList(),
        Cut.WHOLE);
  }

  /** The published rows of the partitions that the run replaces. */
  public String replaced(Table of) {
    return replaced(of, Cut.WHOLE);
  }

  /** Of these rows those of the share. */
  String replaced(Table of, Cut cut) {
    return view("replaced", of, replacedFiles(of), cut);
  }

  /**
   * All objects that were read to their end, as table {@code run.objects(source, path)}: not known
   * by path alone, since two sources may have objects of the same path.
   */
  public String objects() {
    if (views.add("run.objects")) {
      session.execute("CREATE TABLE run.objects (source VARCHAR, path VARCHAR)");
      session.append(
          "run",
          "objects",
          () ->
              facts.objects().stream()
                  .filter(o -> !o.unreadable())
                  .map(o -> List.of(o.object().source(), o.object().path()))
                  .iterator());
    }
    return "run.objects";
  }

  /** {@code a."k1" = b."k1" AND …} over the table's key. */
  public String sameKey(String a, String b) {
    return table.key().stream()
        .map(Sql::identifier)
        .map(k -> a + "." + k + " = " + b + "." + k)
        .collect(Collectors.joining(" AND "));
  }

  /** All published rows, also those that the run leaves as they are: there may be very many. */
  String published(Table of, Cut cut) {
    return view("published", of, files(facts.catalog().published(of.name())), cut);
  }

  /** Versions of an entity that enter no partition of the run, of one role: those of the share. */
  public String outside(EntityLedger ledger, Map<String, String> files, VersionRole role) {
    String name = Sql.qualified("role", role.name().toLowerCase(Locale.ROOT));
    if (views.add(name)) {
      String all = view("outside", ledger, files, ROLE_COLUMNS, Cut.by(ledger.key()));
      session.execute(
          "CREATE VIEW "
              + name
              + " AS SELECT * FROM "
              + all
              + " WHERE _role = "
              + Sql.literal(role.name()));
    }
    return name;
  }

  /**
   * Where versions lie that were read, but lack a part that they need: table {@code
   * run.incomplete(source, object, position)}.
   */
  String incomplete(EntityLedger ledger) {
    if (views.add("run.incomplete")) {
      session.execute(
          "CREATE TABLE run.incomplete (source VARCHAR, object VARCHAR, position BIGINT)");
      Map<String, String> files = facts.fragments(ledger, Fragment.Kind.INCOMPLETE);
      if (!files.isEmpty()) {
        try (LocalFiles.Borrowed borrowed = LocalFiles.borrow(files)) {
          session.execute(
              "INSERT INTO run.incomplete FROM " + Sql.parquet(borrowed.paths(files.keySet())));
        }
      }
    }
    return "run.incomplete";
  }

  private List<StagedFile> replacedFiles(Table of) {
    return files(
        facts.catalog().published(of.name()).stream()
            .filter(h -> facts.catalog().built(h.partition()).isPresent())
            .toList());
  }

  private static List<StagedFile> files(List<Head> heads) {
    return heads.stream().flatMap(h -> h.files().stream()).toList();
  }

  private String view(String schema, Table of, List<StagedFile> files, Cut cut) {
    return view(schema, of, StagedFile.digests(files), List.of(), cut);
  }

  private String view(
      String schema, Table of, Map<String, String> files, List<Column> more, Cut asked) {
    Cut cut = share.isAll() || asked.by().isEmpty() ? Cut.WHOLE : asked;
    Map<Cut, String> made =
        cuts.computeIfAbsent(Sql.qualified(schema, of.name()), n -> new HashMap<>());
    String name = made.get(cut);
    if (name == null) {
      name = Sql.qualified(schema, of.name() + (cut.equals(Cut.WHOLE) ? "" : "/" + made.size()));
      make(name, of, files, more, cut);
      made.put(cut, name);
    }
    return name;
  }

  /** Copies are given back at once, so the rows of what is not local are loaded. */
  private void make(String name, Table of, Map<String, String> files, List<Column> more, Cut cut) {
    List<Column> columns = new ArrayList<>(columns(of, cut));
    columns.addAll(more);
    if (LocalFiles.areLocal(files.keySet())) {
      try (LocalFiles.Borrowed borrowed = LocalFiles.borrow(files)) {
        session.execute(
            "CREATE VIEW "
                + name
                + " AS "
                + rows(of, columns, borrowed.paths(files.keySet()), cut));
      }
      return;
    }
    // Of a share few files at a time are copied: all of them may be more than a worker's disk.
    session.execute("CREATE TABLE " + name + " AS " + rows(of, columns, List.of(), cut));
    int atOnce = cut.equals(Cut.WHOLE) ? files.size() : FILES_AT_ONCE;
    List<String> all = List.copyOf(files.keySet());
    for (int from = 0; from < all.size(); from += atOnce) {
      List<String> uris = all.subList(from, Math.min(all.size(), from + atOnce));
      Map<String, String> some = new LinkedHashMap<>();
      uris.forEach(uri -> some.put(uri, files.get(uri)));
      try (LocalFiles.Borrowed borrowed = LocalFiles.borrow(some)) {
        session.execute("INSERT INTO " + name + " " + rows(of, columns, borrowed.paths(uris), cut));
      }
    }
  }

  private String rows(Table of, List<Column> columns, List<String> paths, Cut cut) {
    return "SELECT *, "
        + GrainSql.value(of.grain(), Sql.identifier(of.partitionBy().column()))
        + " AS _partition FROM ("
        + (paths.isEmpty()
            ? StoredValues.none(columns)
            : StoredValues.shownOfMany(columns, Sql.parquet(paths)))
        + ")"
        + (cut.equals(Cut.WHOLE) ? "" : " WHERE " + share.holds(cut.by()));
  }

  /** The columns that a cut asks for, and those that say where a row belongs. */
  private List<Column> columns(Table of, Cut cut) {
    Optional<String> scope = facts.model().scopeOf(of);
    return StoredColumns.shown(facts.model(), of).stream()
        .filter(
            c ->
                cut.select().isEmpty()
                    || cut.select().contains(c.name())
                    || c.name().equals(of.partitionBy().column())
                    || scope.equals(Optional.of(c.name())))
        .toList();
  }
}
