package dev.medallion.replay.transforms.run.receipt;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.settings.ByteSize;
import dev.medallion.replay.transforms.warehouse.JobForecast;
import dev.medallion.replay.transforms.warehouse.JobUsage;
import dev.medallion.replay.transforms.warehouse.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** What the jobs of a warehouse did, a kind of job a line, for people. */
final class WorkRows {
  /**
   * A line.
   *
   * @param jobs e.g. {@code 3 load jobs}
   * @param what they did
   */
  record Row(String jobs, String what) {}

  private WorkRows() {}

  /**
   * What a receipt says of jobs: those that there were, or of a plan, those that there would be.
   */
  static List<Row> of(Manifest manifest) {
    return manifest
        .work()
        .map(work -> of(work.usage()))
        .or(() -> manifest.forecast().map(WorkRows::of))
        .orElse(List.of());
  }

  /** The kinds of jobs that there would be, and the quotas that they count against. */
  static List<Row> of(JobForecast forecast) {
    List<Row> rows = new ArrayList<>();
    if (forecast.loads() > 0) {
      rows.add(
          new Row(
              Text.count(forecast.loads(), "load job", "load jobs"),
              "would load a partition each"));
    }
    if (forecast.empties() > 0) {
      rows.add(
          new Row(
              Text.count(forecast.empties(), "query job", "query jobs"),
              "would empty a partition each"));
    }
    if (forecast.transactions() > 0) {
      rows.add(
          new Row(
              Text.count(forecast.transactions(), "transaction", "transactions"),
              "would replace the rows of a table without partitions each"));
    }
    if (!rows.isEmpty()) {
      forecast
          .quotas()
          .forEach(
              q -> rows.add(new Row(Text.format("%,d of %,d", q.needed(), q.allowed()), q.name())));
    }
    return rows;
  }

  /** A copy of a table from before, in a line. */
  static String text(Snapshot snapshot) {
    return Text.format("%s as %s until %s", snapshot.table(), snapshot.copy(), snapshot.until());
  }

  /** The kinds of jobs that there were. */
  static List<Row> of(JobUsage usage) {
    List<Row> rows = new ArrayList<>();
    if (usage.loadJobs() > 0) {
      rows.add(
          new Row(
              Text.count(usage.loadJobs(), "load job", "load jobs"),
              Text.format(
                  "%,d rows from %s", usage.rowsLoaded(), ByteSize.text(usage.bytesLoaded()))));
    }
    if (usage.queryJobs() > 0) {
      rows.add(
          new Row(
              Text.count(usage.queryJobs(), "query job", "query jobs"),
              Text.format(
                  "%s processed, %s billed",
                  ByteSize.text(usage.bytesProcessed()), ByteSize.text(usage.bytesBilled()))));
    }
    if (usage.copyJobs() > 0) {
      rows.add(new Row(Text.count(usage.copyJobs(), "copy job", "copy jobs"), ""));
    }
    if (!rows.isEmpty()) {
      rows.add(new Row("of all jobs", Text.format("%,d slot ms", usage.slotMillis())));
    }
    if (usage.failedJobs() > 0) {
      rows.add(
          new Row(
              Text.count(usage.failedJobs(), "failed job", "failed jobs"),
              "tried again, unless for good"));
    }
    return rows;
  }
}
