package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.model.TableOptions;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.util.ArrayList;
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
      "published_date DATE: Day of the publication, in UTC",
      "run_id VARCHAR: The run",
      "command VARCHAR: run, apply, redrive, rollback",
      "basis VARCHAR: The plan that was applied, or the run that was taken back",
      "model VARCHAR: The model's name",
      "model_digest VARCHAR: SHA-256 of the model's files",
      "window_from DATE: First business day of the window",
      "window_to DATE: Last business day of the window",
      "as_of TIMESTAMP WITH TIME ZONE: The run's now",
      "published_at TIMESTAMP WITH TIME ZONE: By the publisher's clock",
      "published_by VARCHAR: User, host and process",
      "sequence BIGINT: The order of publications: clocks of two machines may differ",
      "change_set VARCHAR: Digest of what was published",
      "whole BOOLEAN: False: some partitions could not be published",
      "replaced BIGINT: Partitions whose rows are new",
      "emptied BIGINT: Partitions that have no rows any more",
      "skipped BIGINT: Partitions that held exactly these rows already",
      "rows_before BIGINT: Rows of these partitions before",
      "rows_after BIGINT: Rows of these partitions after",
      "dead_letters BIGINT: Records that the run set aside",
      "load_jobs BIGINT: Load jobs of the publication",
      "query_jobs BIGINT: Query jobs of the publication",
      "failed_jobs BIGINT: How many of them failed",
      "bytes_loaded BIGINT: Bytes of the files that were loaded",
      "bytes_processed BIGINT: Bytes that queries read",
      "bytes_billed BIGINT: Bytes that queries are charged for",
      "slot_millis BIGINT: Computing time of all jobs, in milliseconds of a slot"),
  PARTITIONS(
      "partitions",
      "One row per run and partition that it published",
      "published_date DATE: Day of the publication, in UTC",
      "run_id VARCHAR: The run",
      "sequence BIGINT: The order of publications: clocks of two machines may differ",
      "table_name VARCHAR: Layer and table, e.g. silver.charges",
      "partition_value VARCHAR: Day, month or year, as 2026-02-03; all: the whole table",
      "action VARCHAR: REPLACED, EMPTIED, or SKIPPED: it held exactly these rows already",
      "rows_before BIGINT: What the table held, whoever wrote it",
      "rows_after BIGINT: What it holds now",
      "checksum_before VARCHAR: Of the columns that do not begin with _",
      "checksum_after VARCHAR: Of the columns that do not begin with _",
      "version BIGINT: Of the partition, counted from 1",
      "open_until DATE: Last day on which more may arrive; null: complete"),
  DEAD_LETTERS(
      "dead_letters",
      "One row per run and record that it set aside, without the record's content",
      "published_date DATE: Day of the publication, in UTC",
      "run_id VARCHAR: The run",
      "sequence BIGINT: The order of publications: clocks of two machines may differ",
      "source VARCHAR: The model's source",
      "entity VARCHAR: The entity; _unknown where nobody can tell",
      "arrival_date DATE: From the object's path",
      "object VARCHAR: Path below the input root",
      "generation VARCHAR: The object's",
      "position BIGINT: Of the record in the object, from 0; -1: the object as a whole",
      "stage VARCHAR: read or decode",
      "code VARCHAR: Why, e.g. MISSING_FIELD",
      "field VARCHAR: At fault; empty: none",
      "message VARCHAR: What is wrong, without personal data",
      "attempt BIGINT: 1, and one more for each redrive");

  private final String tableName;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // List.copyOf
  private final List<String> described;

  /**
   * A table.
   *
   * @param described its columns, each {@code name TYPE: description}
   */
  OpsTable(String tableName, String description, String... described) {
    this.tableName = tableName;
    this.description = description;
    this.described = List.of(described);
  }

  /** Where it is, and how it is partitioned. */
  public TableRef ref() {
    return new TableRef(tableName, "ops", "published_date", Grain.DAY);
  }

  /** Its columns, in the order of a row's values. */
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (String one : described) {
      int space = one.indexOf(' ');
      columns.add(new Column(one.substring(0, space), one.substring(space + 1, one.indexOf(':'))));
    }
    return columns;
  }

  /** How it is described. */
  public TableOptions options() {
    SortedMap<String, String> texts = new TreeMap<>();
    for (String one : described) {
      texts.put(one.substring(0, one.indexOf(' ')), one.substring(one.indexOf(": ") + 2));
    }
    return new TableOptions(List.of("run_id"), description, texts);
  }
}
