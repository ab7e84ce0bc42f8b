package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.StoredValues;
import dev.medallion.replay.transforms.flow.assemble.StoredColumns;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import dev.medallion.replay.transforms.warehouse.KeyLookup;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The published rows that a run does not change, looked up by the keys that the run knows, however
 * much else is published.
 */
final class StandingRows {
  private final AuditFacts facts;
  private final DuckDbSession session;
  private final PublishedRows published;
  private final Address folder;
  private final List<KeyRead> recorded = new ArrayList<>();
  private int number;

  StandingRows(AuditFacts facts, DuckDbSession session, PublishedRows published, Address folder) {
    this.facts = facts;
    this.session = session;
    this.published = published;
    this.folder = folder;
  }

  /** What was found with {@link #recorded(Table, List, String, List)}. */
  List<KeyRead> recorded() {
    return List.copyOf(recorded);
  }

  /** As {@link TableUnderAudit#standing}. */
  String of(Table table, List<String> columns, String keys, List<String> select) {
    return find(table, columns, keys, select, false);
  }

  /** The same, kept for the change set to rest on. */
  String recorded(Table table, List<String> columns, String keys, List<String> select) {
    return find(table, columns, keys, select, true);
  }

  private String find(
      Table table, List<String> columns, String keys, List<String> select, boolean record) {
    String name = table.name() + "-" + number++ + "-" + Nondeterminism.newToken();
    try (Outgoing keysFile = file("keys-" + name);
        Outgoing foundFile = file("found-" + name)) {
      session.copyToPassingParquet(
          "SELECT DISTINCT * FROM (" + keys + ") ORDER BY ALL", keysFile.path());
      TableRef ref = TableRef.of(table);
      if (!published.find(new KeyLookup(ref, columns, keysFile.path(), select), foundFile.path())) {
        session.copyToPassingParquet(StoredValues.none(columns(table, select)), foundFile.path());
      }
      if (record) {
        recorded.add(
            new KeyRead(
                ref.qualifiedName(),
                ref.partitionColumn(),
                ref.grain(),
                columns,
                staged(keysFile),
                staged(foundFile)));
      }
      String view = Sql.qualified("standing", "found_" + number);
      session.execute(
          (foundFile.isLocal() ? "CREATE VIEW " : "CREATE TABLE ")
              + view
              + " AS "
              + StoredValues.shownOfMany(
                  columns(table, select), Sql.parquet(List.of(foundFile.path().toString())))
              + " WHERE _partition NOT IN "
              + replaced(table));
      return view;
    }
  }

  private String replaced(Table table) {
    return Sql.oneOf(facts.catalog().built(table.name()).stream().map(b -> b.partition().value()));
  }

  /** The columns as the model has them now: published rows may lack some. */
  private List<Column> columns(Table table, List<String> select) {
    return Stream.concat(
            StoredColumns.shown(facts.model(), table).stream()
                .filter(c -> select.isEmpty() || select.contains(c.name())),
            Stream.of(new Column("_partition", "VARCHAR")))
        .toList();
  }

  private StagedFile staged(Outgoing file) {
    return StagedFile.of(
        file,
        session.single(
            "SELECT count(*) FROM " + Sql.parquet(List.of(file.path().toString())),
            row -> row.getLong(1)));
  }

  private Outgoing file(String name) {
    return Outgoing.to(folder.resolve(name + ".parquet"));
  }
}
