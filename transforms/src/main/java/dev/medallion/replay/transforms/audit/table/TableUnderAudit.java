package dev.medallion.replay.transforms.audit.table;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.assemble.StoredColumns;
import dev.medallion.replay.transforms.audit.AuditFacts;
import dev.medallion.replay.transforms.build.Fragment;
import dev.medallion.replay.transforms.build.GrainSql;
import dev.medallion.replay.transforms.changeset.Head;
import dev.medallion.replay.transforms.changeset.PartitionResult;
import dev.medallion.replay.transforms.changeset.StagedFile;
import dev.medallion.replay.transforms.duckdb.Column;
import dev.medallion.replay.transforms.duckdb.DuckDbSession;
import dev.medallion.replay.transforms.duckdb.Sql;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.objects.ObjectOutcome;
import dev.medallion.replay.transforms.objects.ReadToEnd;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One table's rows, as an audit sees them: views over the Parquet files, each with the partition's
 * value as {@code _partition}. Views of other tables are there too, for references.
 */
public final class TableUnderAudit {
  private final AuditFacts facts;
  private final Table table;
  private final DuckDbSession session;
  private final Set<String> views = new HashSet<>();

  public TableUnderAudit(AuditFacts facts, Table table, DuckDbSession session) {
    this.facts = facts;
    this.table = table;
    this.session = session;
    session.execute(
        "CREATE SCHEMA staged; CREATE SCHEMA standing; CREATE SCHEMA replaced;"
            + " CREATE SCHEMA crossing; CREATE SCHEMA run");
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

  /** Whether its rows are facts about one entity each: then they carry {@code _version}. */
  public boolean isOfEntity() {
    return table instanceof EntityTable;
  }

  /** The rows that the run built: what its replaced partitions will hold. */
  public String staged(Table of) {
    return view(
        "staged",
        of,
        facts.catalog().built(of.name()).stream()
            .map(PartitionResult::files)
            .flatMap(List::stream)
            .map(StagedFile::uri)
            .toList());
  }

  /** The published rows that the run leaves as they are. */
  public String standing(Table of) {
    return view("standing", of, published(of, false));
  }

  /** The published rows that the run replaces. */
  public String replaced(Table of) {
    return view("replaced", of, published(of, true));
  }

  /** The rows outside the scope of entities that have a version inside it. */
  public String crossing() {
    return view(
        "crossing",
        table,
        facts.shards().stream()
            .flatMap(s -> s.fragments().stream())
            .filter(f -> f.table().equals(table.name()) && f.kind() == Fragment.Kind.CROSSING)
            .map(Fragment::uri)
            .toList());
  }

  /**
   * The paths of the objects of the table's source that were read to their end, as table {@code
   * run.objects(path)}. Rows of an entity's table come from its one source.
   */
  public String readToEnd() {
    if (views.add("run.objects")) {
      String source = facts.model().entity(((EntityTable) table).entity()).source();
      session.execute("CREATE TABLE run.objects (path VARCHAR)");
      session.append(
          "run",
          "objects",
          new ReadToEnd(facts.objects()).paths(source).stream().map(List::of).toList());
    }
    return "run.objects";
  }

  /** Whether an object of the table's source is there, but could not be read to its end. */
  boolean isUnreadable(String path) {
    String source = facts.model().entity(((EntityTable) table).entity()).source();
    return facts.objects().stream()
        .filter(ObjectOutcome::unreadable)
        .map(ObjectOutcome::object)
        .anyMatch(o -> o.source().equals(source) && o.path().equals(path));
  }

  /** {@code a."k1" = b."k1" AND …} over the table's key. */
  public String sameKey(String a, String b) {
    return table.key().stream()
        .map(Sql::identifier)
        .map(k -> a + "." + k + " = " + b + "." + k)
        .collect(Collectors.joining(" AND "));
  }

  private List<String> published(Table of, boolean replacedByRun) {
    return facts.catalog().published(of.name()).stream()
        .filter(h -> facts.catalog().built(h.partition()).isPresent() == replacedByRun)
        .map(Head::files)
        .flatMap(List::stream)
        .map(StagedFile::uri)
        .toList();
  }

  private String view(String schema, Table of, List<String> files) {
    String name = Sql.qualified(schema, of.name());
    if (!views.add(name)) {
      return name;
    }
    List<Column> columns = StoredColumns.of(facts.model(), of);
    String partition =
        of.grain() == Grain.NONE
            ? "'" + Grain.ALL + "'"
            : GrainSql.value(of.grain(), Sql.identifier(of.partitionBy().column()));
    // The table without rows gives the view its columns where files lack some, or there are none.
    String empty =
        columns.stream()
            .map(c -> "CAST(NULL AS " + c.type() + ") AS " + Sql.identifier(c.name()))
            .collect(Collectors.joining(", ", "SELECT ", " WHERE FALSE"));
    String rows =
        files.isEmpty() ? empty : empty + " UNION ALL BY NAME SELECT * FROM " + Sql.parquet(files);
    session.execute(
        "CREATE VIEW "
            + name
            + " AS SELECT *, "
            + partition
            + " AS _partition FROM ("
            + rows
            + ")");
    return name;
  }
}
