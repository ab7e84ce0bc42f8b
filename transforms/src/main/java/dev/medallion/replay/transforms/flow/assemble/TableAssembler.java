package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.MemoryBudget;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.StoredValues;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.ReplacedRows;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts the shards' fragments of an entity table together, partition by partition. In a run of some
 * scopes, the published rows of all others go into the partition as they are.
 */
public final class TableAssembler {
  private final Model model;
  private final RunSpec run;

  public TableAssembler(Model model, RunSpec run) {
    this.model = model;
    this.run = run;
  }

  public List<PartitionResult> assemble(AssemblyUnit unit, String attempt) {
    Table table = model.table(unit.table());
    List<Column> columns = StoredColumns.of(model, table);
    String zone = model.zone().getId();
    try (MemoryBudget.Lent lent = MemoryBudget.open(run.session(zone))) {
      DuckDbSession session = lent.session();
      String rows = load(session, table, columns, unit);
      Map<String, Contents.Measured> contents = Contents.byPartition(session, rows, table, columns);
      PartitionWriter writer =
          new PartitionWriter(session, run.staging().resolve("partitions"), attempt);
      return unit.partitions().stream()
          .map(
              value ->
                  writer.write(
                      new Partition(table.name(), value),
                      contents.getOrDefault(value, Contents.Measured.EMPTY),
                      "(SELECT * FROM " + rows + " WHERE " + isIn(table, value) + ")",
                      columns,
                      table.key(),
                      recorded(table, unit, value)))
          .toList();
    }
  }

  /** Events are no inputs that a head records: what came of them may change with every arrival. */
  private SortedMap<String, String> recorded(Table table, AssemblyUnit unit, String value) {
    SortedMap<String, String> recorded = new TreeMap<>();
    if (AsOf.isUsedBy(table)) {
      recorded.put(RecordedInputs.AS_OF, run.scope().asOf().toString());
    }
    if (table instanceof EntityTable && unit.inPart().contains(value)) {
      recorded.put(
          RecordedInputs.otherScopes(new Partition(table.name(), value)), RecordedInputs.AWAITED);
    }
    return recorded;
  }

  private String load(DuckDbSession session, Table table, List<Column> columns, AssemblyUnit unit) {
    String rows = Sql.identifier(table.name());
    session.execute(Sql.createTable(rows, columns));
    if (!unit.fragments().isEmpty()) {
      LocalFiles.requireIntact(unit.fragments());
      try (LocalFiles.Borrowed files = LocalFiles.borrow(unit.fragments())) {
        session.execute(
            "INSERT INTO "
                + rows
                + " BY NAME SELECT "
                + StoredValues.select(StoredColumns.shown(model, table))
                + " FROM "
                + Sql.parquet(files.paths(unit.fragments().keySet()))
                + " WHERE "
                + isBetween(table, unit.partitions()));
      }
    }
    if (!unit.carried().isEmpty()) {
      LocalFiles.requireIntact(unit.carried());
      try (LocalFiles.Borrowed files = LocalFiles.borrow(unit.carried())) {
        new CarriedRows(table, columns, isCarried(table, unit))
            .insert(session, rows, Sql.parquet(files.paths(unit.carried().keySet())));
      }
    }
    return rows;
  }

  private String isCarried(Table table, AssemblyUnit unit) {
    return isBetween(table, unit.partitions())
        + " AND NOT "
        + ReplacedRows.of(run, model.scopeOf(table));
  }

  private static String isBetween(Table table, List<String> partitions) {
    if (table.grain() == Grain.NONE) {
      return "TRUE";
    }
    return Relations.isBetween(
        table.partitionBy().column(),
        new DayRange(
            table.grain().days(partitions.get(0)).from(),
            table.grain().days(partitions.get(partitions.size() - 1)).to()));
  }

  private static String isIn(Table table, String value) {
    return isBetween(table, List.of(value));
  }
}
