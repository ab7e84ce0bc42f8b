package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.StoredValues;
import dev.medallion.replay.transforms.flow.match.ArrivalRanges;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelRelations;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.model.functions.SqlFunctions;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the SQL of an aggregate table sees: each input, cut to what one partition sees, as a view
 * under its name; reference tables; {@code objects}; and {@code as_of()} and {@code
 * partition_day()}.
 *
 * <p>What several partitions see of an input is loaded once; each partition is then shown its own
 * part of that.
 */
final class AggregateViews {
  private static final String BATCH = "batch";

  private final DuckDbSession session;
  private final Model model;
  private final RunSpec run;
  private final AggregateTable table;
  private final AggregateInputs inputs;

  AggregateViews(DuckDbSession session, Model model, RunSpec run, AggregateTable table) {
    this.session = session;
    this.model = model;
    this.run = run;
    this.table = table;
    this.inputs = new AggregateInputs(model, table);
    for (String reference : table.referenceTables()) {
      ModelRelations.createReferenceTable(model, reference).forEach(session::execute);
    }
    Stream<String> slices = table.inputs().stream().flatMap(i -> i.slice().stream());
    SqlFunctions.calledBy(Stream.concat(Stream.of(table.sql()), slices).toList(), run::maskKey)
        .forEach(session::execute);
  }

  /**
   * Loads what some partitions see, in place of what was loaded before.
   *
   * @param objects what was read of each object
   */
  void load(List<String> partitions, Catalog catalog, Iterable<ObjectOutcome> objects) {
    session.execute("DROP SCHEMA IF EXISTS batch CASCADE; CREATE SCHEMA batch");
    for (Input input : table.inputs()) {
      load(input, partitions, catalog);
    }
    if (table.objectsOf().isPresent()) {
      new ObjectsRelation(session, model, table.objectsOf().get()).load(objects);
    }
  }

  /**
   * Hidden columns are not shown to SQL. What only one of the partitions sees is left in its files:
   * the SQL then reads no more than the columns it names. Copies of files are given back at once,
   * so their rows are loaded.
   */
  private void load(Input input, List<String> partitions, Catalog catalog) {
    List<Column> columns = ModelRelations.visibleColumns(model, input.table());
    String loaded = loaded(input.table());
    List<Partition> seen =
        partitions.stream().flatMap(p -> inputs.partitions(input, p, catalog).stream()).toList();
    List<Partition> distinct = seen.stream().distinct().toList();
    List<StagedFile> files = distinct.stream().flatMap(p -> catalog.files(p).stream()).toList();
    if (files.isEmpty()) {
      session.execute(Sql.createTable(loaded, columns));
      return;
    }
    List<String> uris = files.stream().map(StagedFile::uri).toList();
    boolean stay = distinct.size() == seen.size() && LocalFiles.areLocal(uris);
    try (LocalFiles.Borrowed borrowed = LocalFiles.borrow(StagedFile.digests(files))) {
      session.execute(
          (stay ? "CREATE VIEW " : "CREATE TABLE ")
              + loaded
              + " AS "
              + StoredValues.shown(session, columns, Sql.parquet(borrowed.paths(uris))));
    }
  }

  /** Shows one of the partitions its part of what is loaded. */
  void show(String partition) {
    ModelRelations.createMacros(
            run.scope().asOf(),
            table.grain() == Grain.NONE
                ? Optional.empty()
                : Optional.of(table.grain().days(partition).from()))
        .forEach(session::execute);
    if (table.objectsOf().isPresent()) {
      DayRange arrived =
          new ArrivalRanges(model, run.scope(), run.arrives())
              .ofPartition(model.sources().get(table.objectsOf().get()), table.grain(), partition);
      view(
          ObjectsRelation.NAME,
          "SELECT * FROM "
              + loaded(ObjectsRelation.NAME)
              + " WHERE "
              + Relations.isBetween("arrival_date", arrived));
    }
    for (Input input : table.inputs()) {
      if (input.slice().isEmpty()) {
        view(input.table(), within(input, partition));
      }
    }
    for (Input input : table.inputs()) {
      input
          .slice()
          .ifPresent(
              slice ->
                  view(
                      input.table(),
                      "SELECT * FROM " + loaded(input.table()) + " WHERE (" + slice + ")"));
    }
  }

  /** A query: what a partition sees of an input that has no slice. */
  String within(Input input, String partition) {
    Table read = model.table(input.table());
    String all = "SELECT * FROM " + loaded(input.table());
    return read.grain() == Grain.NONE || inputs.isSeenWhole(input)
        ? all
        : all
            + " WHERE "
            + Relations.isBetween(
                read.partitionBy().column(), AggregateInputs.days(table, input, partition));
  }

  /** Shows something else under an input's name, until a partition is shown again. */
  void view(String name, String query) {
    session.execute("CREATE OR REPLACE VIEW " + Sql.qualified("main", name) + " AS " + query);
  }

  private static String loaded(String name) {
    return Sql.qualified(BATCH, name);
  }
}
