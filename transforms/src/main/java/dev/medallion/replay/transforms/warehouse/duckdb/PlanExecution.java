package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.PartitionPlan;
import dev.medallion.replay.transforms.warehouse.PublicationPlan;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Carries out what was decided, inside the transaction in which it was decided. */
final class PlanExecution {
  private final Connection connection;
  private final KeptFiles kept;
  private final PublicationPlan plan;

  PlanExecution(Connection connection, KeptFiles kept, PublicationPlan plan) {
    this.connection = connection;
    this.kept = kept;
    this.plan = plan;
  }

  PublishReport run() throws SQLException {
    Map<TableRef, List<PartitionPlan>> byTable = plan.byTable();
    List<String> created = new ArrayList<>();
    for (Map.Entry<TableRef, List<PartitionPlan>> entry : byTable.entrySet()) {
      if (replace(entry.getKey(), entry.getValue())) {
        created.add(entry.getKey().qualifiedName());
      }
    }
    Map<Head, TableRef> heads = new LinkedHashMap<>();
    plan.partitions().forEach(p -> heads.put(p.next(), p.table()));
    new HeadStore(kept).write(connection, heads);
    JournalStore journal = new JournalStore(connection, kept);
    journal.append(plan, created);
    journal.note(byTable.keySet(), plan.run().model(), plan.run().target());
    new DeadLetterStore(connection).replace(plan.run().deadLetters(), plan.run().runId());
    dropEmpty();
    return plan.report();
  }

  /**
   * @return whether the table was made
   */
  private boolean replace(TableRef table, List<PartitionPlan> partitions) throws SQLException {
    List<Column> columns =
        TableColumns.of(table, partitions.stream().map(PartitionPlan::replacement).toList());
    // Emptied partitions alone need no table, and do not say how one would look.
    boolean created = !columns.isEmpty() && TableShape.apply(connection, table, columns);
    SortedMap<String, List<StagedFile>> files = new TreeMap<>();
    partitions.stream()
        .filter(PartitionPlan::writesRows)
        .forEach(p -> files.put(p.next().partition().value(), p.next().files()));
    if (!files.isEmpty()) {
      new RowReplacement(connection, table, columns).replace(files);
    }
    new TableComments(connection, table).write(plan.run().target().options(table));
    return created;
  }

  private void dropEmpty() throws SQLException {
    for (TableRef table : plan.run().takesBack().dropEmpty()) {
      if (LiveTable.columns(connection, table).isEmpty()) {
        continue;
      }
      try (Statement statement = connection.createStatement()) {
        boolean empty;
        try (ResultSet row =
            statement.executeQuery("SELECT count(*) = 0 FROM " + LiveTable.name(table))) {
          row.next();
          empty = row.getBoolean(1);
        }
        if (empty) {
          statement.execute("DROP TABLE " + LiveTable.name(table));
        }
      }
    }
  }
}
