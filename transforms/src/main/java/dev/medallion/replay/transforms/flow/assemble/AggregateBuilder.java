package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.MemoryBudget;
import dev.medallion.replay.transforms.engine.ModelSqlFailure;
import dev.medallion.replay.transforms.engine.RowChecksum;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.StoredValues;
import dev.medallion.replay.transforms.flow.assemble.SliceCondition.KeyIn;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.shard.FirstDays;
import dev.medallion.replay.transforms.flow.shard.ModelContradiction;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Computes partitions of an aggregate table from its inputs, newly built or published. */
public final class AggregateBuilder {
  private final Model model;
  private final RunSpec run;
  private final AggregateTable table;
  private final AggregateInputs inputs;

  /** By sliced input: the keys that its slice asks for. */
  private final Map<String, List<KeyIn>> keys = new HashMap<>();

  public AggregateBuilder(Model model, RunSpec run, AggregateTable table) {
    this.model = model;
    this.run = run;
    this.table = table;
    this.inputs = new AggregateInputs(model, table);
  }

  /**
   * Builds the partitions of a unit; those outside the scope whose inputs turn out to be as
   * recorded are left out.
   *
   * @param objects what was read of each object
   */
  public List<PartitionResult> build(
      AggregateUnit unit, Catalog catalog, Iterable<ObjectOutcome> objects, String attempt) {
    String zone = model.zone().getId();
    try (MemoryBudget.Lent lent = MemoryBudget.open(run.session(zone))) {
      DuckDbSession session = lent.session();
      session.execute("CREATE SCHEMA out");
      AggregateViews views = new AggregateViews(session, model, run, table);
      views.load(unit.partitions(), catalog, objects);
      for (Input input : table.inputs()) {
        if (input.slice().isPresent()) {
          keys.put(
              input.table(),
              new SliceParser(session, model, table, input).parse().keys().distinct().toList());
        }
      }
      PartitionWriter writer =
          new PartitionWriter(session, run.staging().resolve("partitions"), attempt);
      List<PartitionResult> results = new ArrayList<>();
      for (String partition : unit.partitions()) {
        views.show(partition);
        build(session, partition, catalog, writer).ifPresent(results::add);
      }
      return results;
    }
  }

  private Optional<PartitionResult> build(
      DuckDbSession session, String value, Catalog catalog, PartitionWriter writer) {
    SortedMap<String, String> recorded = inputs.recorded(value, catalog, run.scope().asOf());
    recordSlices(session, recorded);
    Partition partition = new Partition(table.name(), value);
    boolean inScope = run.scope().partitions(table.grain()).contains(value);
    Optional<Head> head = catalog.published(partition);
    if (!inScope
        && head.isPresent()
        && !inputs.differ(head.get(), catalog)
        && !RecordedInputs.slicesDiffer(head.get().inputs(), recorded)) {
      return Optional.empty();
    }
    ModelSqlFailure.in(
        table.sqlFile(),
        "partition " + partition,
        () -> session.execute("CREATE OR REPLACE TABLE out.rows AS " + table.sql()));
    refuseOtherPartitions(session, value);
    FirstDays.require(session, table, "out.rows");
    List<Column> columns = StoredColumns.of(model, table);
    String rows = StoredValues.in("out.rows", StoredColumns.shown(model, table));
    return Optional.of(
        writer.write(
            partition, Contents.of(session, rows, columns), rows, columns, table.key(), recorded));
  }

  private void recordSlices(DuckDbSession session, SortedMap<String, String> recorded) {
    for (Input input : table.inputs()) {
      if (input.slice().isPresent()) {
        recorded.put(RecordedInputs.slice(input.table()), rowsSeen(session, input));
        for (KeyIn keyIn : keys.get(input.table())) {
          recorded.put(
              RecordedInputs.sliceKeys(input.table(), keyIn.of()), keysSeen(session, keyIn));
        }
      }
    }
  }

  /** What is recorded of the rows that a partition sees of an input. */
  private static String rowsSeen(DuckDbSession session, Input input) {
    String seen = Sql.qualified("main", input.table());
    return session.single(
        "SELECT count(*), " + RowChecksum.ofContent(session.describe(seen)) + " FROM " + seen,
        row -> row.getLong(1) == 0 ? RecordedInputs.EMPTY : row.getString(2));
  }

  /** What is recorded of the keys for which a partition asks. */
  private static String keysSeen(DuckDbSession session, KeyIn keyIn) {
    return KeyFilter.of(
            session.query(
                "SELECT DISTINCT "
                    + KeyFilter.hash(keyIn.ofColumn())
                    + " FROM "
                    + Sql.qualified("main", keyIn.ofTable())
                    + " WHERE "
                    + Sql.identifier(keyIn.ofColumn())
                    + " IS NOT NULL",
                row -> row.getLong(1)))
        .text();
  }

  private void refuseOtherPartitions(DuckDbSession session, String value) {
    if (table.grain() == Grain.NONE) {
      return;
    }
    String mine = GrainSql.value(table.grain(), Sql.identifier(table.partitionBy().column()));
    List<String> others =
        session.query(
            "SELECT DISTINCT "
                + mine
                + " FROM out.rows WHERE "
                + mine
                + " IS DISTINCT FROM "
                + Sql.literal(value)
                + " LIMIT 3",
            row -> String.valueOf(row.getString(1)));
    if (!others.isEmpty()) {
      throw new ModelContradiction(
          table.sqlFile()
              + ": partition "
              + value
              + " got rows of "
              + String.join(", ", others)
              + ". Select only rows whose "
              + table.partitionBy().column()
              + " is partition_day()'s "
              + table.grain());
    }
  }
}
