package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.CopyJobConfiguration;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.warehouse.Snapshot;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.log.Preparation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Clones of tables from before a run wrote to them, which vanish by themselves. A clone keeps the
 * table's partitions, so that each can be copied back alone; it costs only what the table changes.
 */
final class Clones {
  private final Home home;

  Clones(Home home) {
    this.home = home;
  }

  /**
   * Clones a table, unless the run did so before.
   *
   * @throws WarehouseException where that is not possible, so that the table must not be written to
   */
  Snapshot take(Preparation run, TableRef table) {
    TableId clone = clone(run.runId(), table);
    try {
      home.require(Datasets.SNAPSHOTS);
      new OnceJobs(home)
          .run(
              "replay_snapshot_",
              run.log() + "\0" + table.qualifiedName() + "\0" + run.runId(),
              job(run, table, clone));
      return new Snapshot(
          table.qualifiedName(), clone.getDataset() + "." + clone.getTable(), until(clone));
    } catch (BigQueryException e) {
      if (BigQueryErrors.mayPass(e)) {
        throw e;
      }
      throw refused(table, e);
    } catch (WarehouseException e) {
      throw refused(table, e);
    }
  }

  private static WarehouseException refused(TableRef table, Exception e) {
    return new WarehouseException(
        Text.format(
            "%s could not be cloned before it is changed: %s; run again, without --snapshot if you"
                + " need no clone",
            table.qualifiedName(), e.getMessage()),
        e);
  }

  /** What the clone of a table is called. */
  private TableId clone(String runId, TableRef table) {
    return home.datasets()
        .table(
            Datasets.SNAPSHOTS,
            table.schema() + "_" + table.name() + "_before_" + JobLabels.value(runId));
  }

  private CopyJobConfiguration job(Preparation run, TableRef table, TableId clone) {
    Instant until = Nondeterminism.now().plus(Duration.ofDays(run.snapshotDays()));
    return CopyJobConfiguration.newBuilder(clone, home.datasets().table(table))
        .setOperationType("CLONE")
        .setDestinationExpirationTime(until.toString())
        .setLabels(
            Map.of(
                JobLabels.RUN, JobLabels.value(run.runId()),
                JobLabels.LAYER, JobLabels.value(table.schema()),
                JobLabels.TABLE, JobLabels.value(table.name())))
        .build();
  }

  /** One that somebody deleted is as good as one whose time is over. */
  private Instant until(TableId clone) {
    return Optional.ofNullable(home.client().getTable(clone))
        .map(t -> t.getExpirationTime())
        .map(Instant::ofEpochMilli)
        .orElse(Instant.EPOCH);
  }
}
