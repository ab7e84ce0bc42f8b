package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.model.TableOptions;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table for people who ask what runs did, in the schema {@code ops}. It is partitioned by the day
 * of the publication, in UTC, and follows from the log: this program never reads it.
 */
public enum OpsTable {
  RUNS(
      "runs",
      "One row per run that published: what, when, from where, and what it cost",
      column("published_date", "DATE", "Day of the publication, in UTC"),
      column("run_id", "VARCHAR", "The run"),
      column("command", "VARCHAR", "run, apply, redrive, rollback"),
      column("basis", "VARCHAR", "The plan that was applied, or the run that was taken back"),
      column("model", "VARCHAR", "The model's name"),
      column("model_digest", "VARCHAR", "SHA-256 of the model's files"),
      column("window_from", "DATE", "First business day of the window"),
      column("window_to", "DATE", "Last business day of the window"),
      column("as_of", "TIMESTAMP WITH TIME ZONE", "The run's now"),
      column("published_at", "TIMESTAMP WITH TIME ZONE", "By the publisher's clock"),
      column("published_by", "VARCHAR", "User, host and process"),
      column("sequence", "BIGINT", "The order of publications: clocks of two machines may differ"),
      column("change_set", "VARCHAR", "Digest of what was published"),
      column("whole", "BOOLEAN", "False: some partitions could not be published"),
      column("replaced", "BIGINT", "Partitions whose rows are new"),
      column("emptied", "BIGINT", "Partitions that have no rows any more"),
      column("skipped", "BIGINT", "Partitions that held exactly these rows already"),
      column("rows_before", "BIGINT", "Rows of these partitions before"),
      column("rows_after", "BIGINT", "Rows of these partitions after"),
      column("dead_letters", "BIGINT", "Records that the run set aside"),
      column("load_jobs", "BIGINT", "Load jobs of the publication"),
      column("query_jobs", "BIGINT", "Query jobs of the publication"),
      column("failed_jobs", "BIGINT", "How many of them failed"),
      column("bytes_loaded", "BIGINT", "Bytes of the files that were loaded"),
      column("bytes_processed", "BIGINT", "Bytes that queries read"),
      column("bytes_billed", "BIGINT", "Bytes that queries are charged for"),
      column("slot_millis", "BIGINT", "Computing time of all jobs, in milliseconds of a slot")),
  PARTITIONS(
      "partitions",
      "One row per run and partition that it published",
      column("published_date", "DATE", "Day of the publication, in UTC"),
      column("run_id", "VARCHAR", "The run"),
      column("sequence", "BIGINT", "The order of publications: clocks of two machines may differ"),
      column("table_name", "VARCHAR", "Layer and table, e.g. silver.charges"),
      column(
          "partition_value",
          "VARCHAR",
          "Day, month, quarter or year, as 2026-02-03 or 2026-Q1; all: the whole table"),
      column(
          "action", "VARCHAR", "REPLACED, EMPTIED, or SKIPPED: it held exactly these rows already"),
      column("rows_before", "BIGINT", "What the table held, whoever wrote it"),
      column("rows_after", "BIGINT", "What it holds now"),
      column("checksum_before", "VARCHAR", "Of the columns that do not begin with _"),
      column("checksum_after", "VARCHAR", "Of the columns that do not begin with _"),
      column("version", "BIGINT", "Of the partition, counted from 1"),
      column("open_until", "DATE", "Last day on which more may arrive; null: complete")),
  DEAD_LETTERS(
      "dead_letters",
      "One row per run and record that it set aside, without the record's content",
      column("published_date", "DATE", "Day of the publication, in UTC"),
      column("run_id", "VARCHAR", "The run"),
      column("sequence", "BIGINT", "The order of publications: clocks of two machines may differ"),
      column("source", "VARCHAR", "The model's source"),
      column("entity", "VARCHAR", "The entity; _unknown where nobody can tell"),
      column("arrival_date", "DATE", "From the object's path"),
      column("object", "VARCHAR", "Path below the input root"),
      column("generation", "VARCHAR", "The object's"),
      column(
          "position", "BIGINT", "Of the record in the object, from 0; -1: the object as a whole"),
      column("stage", "VARCHAR", "read or decode"),
      column("code", "VARCHAR", "Why, e.g. MISSING_FIELD"),
      column("field", "VARCHAR", "At fault; empty: none"),
      column("message", "VARCHAR", "What is wrong, without personal data"),
      column("attempt", "BIGINT", "1, and one more for each redrive"));

  private final String tableName;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Described> described;

  /** A column and what it says. */
  private record Described(Column column, String text) {}

  OpsTable(String tableName, String description, Described... described) {
    this.tableName = tableName;
    this.description = description;
    this.described = List.of(described);
  }

  private static Described column(String name, String type, String text) {
    return new Described(new Column(name, type), text);
  }

  /** Where it is, and how it is partitioned. */
  public TableRef ref() {
    return new TableRef(tableName, "ops", "published_date", Grain.DAY);
  }

  /** Its columns, in the order of a row's values. */
  public List<Column> columns() {
    return described.stream().map(Described::column).toList();
  }

  /** How it is kept and described. */
  public TableOptions options() {
    SortedMap<String, String> texts = new TreeMap<>();
    described.forEach(d -> texts.put(d.column().name(), d.text()));
    return new TableOptions(List.of("run_id"), description, texts);
  }
}
