package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.JobUsage;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.PublishedPartition;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * A publication as rows of the tables for people. Ledgers are left out, as receipts leave them out.
 */
final class OpsRows {
  private final JournalRecord record;
  private final JournalRun run;
  private final LocalDate day;
  private final List<PublishedPartition> partitions;

  private OpsRows(JournalRecord record) {
    this.record = record;
    this.run = record.page().run();
    this.day = LocalDate.ofInstant(run.finishedAt(), ZoneOffset.UTC);
    this.partitions =
        record.lines().stream()
            .map(JournalPage.Line::published)
            .filter(p -> !p.table().startsWith(Table.Layer.LEDGER.schema() + "."))
            .toList();
  }

  /**
   * The rows of each table. A value is a text, a whole number, a truth value, a date, an instant,
   * or null.
   *
   * @param usage what the publication cost
   * @param letters that the run set aside
   */
  static Map<OpsTable, List<List<Object>>> of(
      JournalRecord record, JobUsage usage, List<DeadLetter> letters) {
    OpsRows rows = new OpsRows(record);
    Map<OpsTable, List<List<Object>>> all = new EnumMap<>(OpsTable.class);
    all.put(OpsTable.RUNS, List.of(rows.run(usage, letters.size())));
    all.put(OpsTable.PARTITIONS, rows.partitions.stream().map(rows::partition).toList());
    all.put(OpsTable.DEAD_LETTERS, letters.stream().map(rows::letter).toList());
    return all;
  }

  private List<Object> run(JobUsage usage, long letters) {
    return row(
        day,
        run.runId(),
        run.command(),
        run.basis(),
        run.model(),
        run.modelDigest(),
        run.window().from(),
        run.window().to(),
        run.asOf(),
        run.finishedAt(),
        record.page().by(),
        record.number(),
        record.intent().changes().digest(),
        record.isDone(),
        count(Action.REPLACED),
        count(Action.EMPTIED),
        count(Action.SKIPPED),
        sum(p -> p.before().rows()),
        sum(p -> p.after().rows()),
        letters,
        usage.loadJobs(),
        usage.queryJobs(),
        usage.failedJobs(),
        usage.bytesLoaded(),
        usage.bytesProcessed(),
        usage.bytesBilled(),
        usage.slotMillis());
  }

  private long count(Action action) {
    return partitions.stream().filter(p -> p.action() == action).count();
  }

  private long sum(ToLongFunction<PublishedPartition> rows) {
    return partitions.stream().mapToLong(rows).sum();
  }

  private List<Object> partition(PublishedPartition published) {
    return row(
        day,
        run.runId(),
        record.number(),
        published.table(),
        published.partition().value(),
        published.action().name(),
        published.before().rows(),
        published.after().rows(),
        published.before().checksum(),
        published.after().checksum(),
        (long) published.version(),
        published.completeness().openUntilDay().orElse(null));
  }

  private List<Object> letter(DeadLetter letter) {
    return row(
        day,
        run.runId(),
        record.number(),
        letter.source(),
        letter.entity(),
        letter.arrivalDate(),
        letter.object(),
        letter.generation(),
        letter.position(),
        letter.stage(),
        letter.code().name(),
        letter.field(),
        letter.message(),
        (long) letter.attempt());
  }

  /** Unlike {@code List.of}, it may hold null. */
  private static List<Object> row(Object... values) {
    return new ArrayList<>(Arrays.asList(values));
  }
}
