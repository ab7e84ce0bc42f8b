package dev.medallion.replay.transforms.warehouse.bigquery;

import java.time.Duration;

/**
 * What BigQuery allows, in one place, since it changes: <a
 * href="https://cloud.google.com/bigquery/quotas">quotas and limits</a>.
 */
final class Quotas {
  /** Modifications of a partitioned table in {@link #WINDOW}: by jobs, and of its metadata. */
  static final int MODIFICATIONS = 50;

  static final Duration WINDOW = Duration.ofSeconds(10);

  /** How many of those one process makes: others may modify the table, too. */
  static final int OWN_MODIFICATIONS = 40;

  /** Modifications of partitions of one column-partitioned table in a day. */
  static final int PARTITION_MODIFICATIONS_A_DAY = 30_000;

  /** Load jobs of a project in a day. */
  static final int LOAD_JOBS_A_DAY = 100_000;

  /** Partitions of one table. */
  static final int PARTITIONS = 10_000;

  /** Files that one load job reads. */
  static final int FILES_A_JOB = 10_000;

  /** Bytes that one load job reads. */
  static final long BYTES_A_JOB = 15L << 40;

  /** What BigQuery bills at least for a table that a query reads. */
  static final long LEAST_BYTES_BILLED = 10L << 20;

  private Quotas() {}

  /** In how many parts something has to be split. */
  static long parts(long needed, long allowed) {
    return (needed + allowed - 1) / allowed;
  }
}
