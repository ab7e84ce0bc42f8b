package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.StoredValues;
import dev.medallion.replay.transforms.flow.assemble.SliceCondition.KeyIn;
import dev.medallion.replay.transforms.flow.assemble.SliceCondition.OnRow;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelRelations;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of a whole table that a run adds, removes or changes, and which partitions may see one
 * of them in their slices: told by the keys that each partition's head recorded, without a look at
 * the partition's other inputs.
 */
final class ChangedRows {
  /** More rows than these, and each partition's slice is looked at. */
  private static final long MOST_ROWS = 10_000;

  private final DuckDbSession session;
  private final Input input;
  private final long count;

  private ChangedRows(DuckDbSession session, Input input, long count) {
    this.session = session;
    this.input = input;
    this.count = count;
  }

  static ChangedRows of(DuckDbSession session, Model model, Input input, Catalog catalog) {
    Partition all = new Partition(input.table(), Grain.ALL);
    List<Column> columns = ModelRelations.visibleColumns(model, input.table());
    List<StagedFile> published = catalog.published(all).map(Head::files).orElse(List.of());
    List<StagedFile> built = catalog.built(all).map(PartitionResult::files).orElse(List.of());
    session.execute("CREATE SCHEMA IF NOT EXISTS changed");
    try (LocalFiles.Borrowed files =
        LocalFiles.borrow(
            StagedFile.digests(Stream.concat(published.stream(), built.stream()).toList()))) {
      compare(session, rows(columns, published, files), rows(columns, built, files));
    }
    return new ChangedRows(
        session, input, session.single("SELECT count(*) FROM changed.rows", r -> r.getLong(1)));
  }

  private static void compare(DuckDbSession session, String before, String after) {
    session.execute(
        "CREATE OR REPLACE TABLE changed.rows AS SELECT row_number() OVER () - 1 AS _row, * FROM (("
            + before
            + " EXCEPT ALL "
            + after
            + ") UNION ALL ("
            + after
            + " EXCEPT ALL "
            + before
            + "))");
  }

  /** Files of an older model may lack columns: those are null. */
  private static String rows(
      List<Column> columns, List<StagedFile> files, LocalFiles.Borrowed borrowed) {
    return files.isEmpty()
        ? StoredValues.none(columns)
        : StoredValues.shownOfMany(
            columns, Sql.parquet(files.stream().map(f -> borrowed.path(f.uri())).toList()));
  }

  /** The partitions whose slice may hold one of the rows. */
  Set<String> seenBy(Table table, SliceCondition condition, List<Head> heads) {
    List<BitSet> seen = count > MOST_ROWS ? everywhere(heads) : matches(table, condition, heads);
    Set<String> values = new TreeSet<>();
    for (int i = 0; i < heads.size(); i++) {
      if (!seen.get(i).isEmpty()) {
        values.add(heads.get(i).partition().value());
      }
    }
    return values;
  }

  /** For each head, the rows for which the condition may hold. */
  private List<BitSet> matches(Table table, SliceCondition condition, List<Head> heads) {
    if (condition instanceof KeyIn keyIn) {
      return holding(keyIn, heads);
    }
    if (condition instanceof OnRow onRow) {
      return holding(table, onRow, heads);
    }
    if (condition.parts().isEmpty()) {
      return everywhere(heads);
    }
    boolean all = condition instanceof SliceCondition.All;
    List<BitSet> matches = all ? everywhere(heads) : nowhere(heads);
    for (SliceCondition part : condition.parts()) {
      List<BitSet> some = matches(table, part, heads);
      for (int i = 0; i < matches.size(); i++) {
        if (all) {
          matches.get(i).and(some.get(i));
        } else {
          matches.get(i).or(some.get(i));
        }
      }
    }
    return matches;
  }

  private List<BitSet> everywhere(List<Head> heads) {
    List<BitSet> rows = nowhere(heads);
    rows.forEach(r -> r.set(0, (int) count));
    return rows;
  }

  private static List<BitSet> nowhere(List<Head> heads) {
    return heads.stream().map(h -> new BitSet()).collect(Collectors.toCollection(ArrayList::new));
  }

  private record KeyOfRow(int row, long key) {}

  /** A head that recorded no keys may ask for any. */
  private List<BitSet> holding(KeyIn keyIn, List<Head> heads) {
    List<KeyOfRow> keys =
        session.query(
            "SELECT _row, "
                + KeyFilter.hash(keyIn.column())
                + " FROM changed.rows WHERE "
                + Sql.identifier(keyIn.column())
                + " IS NOT NULL",
            row -> new KeyOfRow(row.getInt(1), row.getLong(2)));
    String name = RecordedInputs.sliceKeys(input.table(), keyIn.of());
    List<BitSet> matches = nowhere(heads);
    for (int i = 0; i < matches.size(); i++) {
      BitSet rows = matches.get(i);
      KeyFilter filter = KeyFilter.read(heads.get(i).inputs().getOrDefault(name, "")).orElse(null);
      if (filter == null) {
        rows.set(0, (int) count);
      } else {
        keys.stream().filter(k -> filter.mayHold(k.key())).forEach(k -> rows.set(k.row()));
      }
    }
    return matches;
  }

  private List<BitSet> holding(Table table, OnRow onRow, List<Head> heads) {
    session.execute("CREATE OR REPLACE TABLE changed.days (_head VARCHAR, _text VARCHAR)");
    List<List<String>> days = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      days.add(
          List.of(
              Integer.toString(i),
              table.grain().days(heads.get(i).partition().value()).from().toString()));
    }
    session.append("changed", "days", days);
    session.execute(
        "CREATE OR REPLACE VIEW "
            + Sql.qualified("main", input.table())
            + " AS SELECT *, CAST(_text AS DATE) AS "
            + OnRow.DAY
            + " FROM changed.rows, changed.days");
    List<BitSet> matches = nowhere(heads);
    session.query(
        "SELECT CAST(_head AS INTEGER), _row FROM (" + onRow.select() + ")",
        row -> {
          matches.get(row.getInt(1)).set(row.getInt(2));
          return true;
        });
    return matches;
  }
}
