package dev.medallion.replay.pipelines.cost;

/**
 * What a replay takes for each unit of its input. Measured ones are of docs/performance.md: two
 * vCPUs of an AMD EPYC, the DirectRunner. What no measurement here can tell is assumed, and says
 * so.
 */
final class Rates {
  /** 119 s for 5,000,000 events, which are 2 GB. */
  static final double CPU_SECONDS_PER_GB = 60;

  /** 43.7 s for 100,000 objects of one event, without the start. */
  static final double CPU_SECONDS_PER_OBJECT = 0.0004;

  /** 10.0 s for 226 partitions, which were all unchanged. */
  static final double CPU_SECONDS_PER_PARTITION = 0.04;

  /** Assumed: what Dataflow takes beside the work itself, as encoding, fetching, idle threads. */
  static final double DATAFLOW_FACTOR = 1.5;

  /** Assumed: from the order of a worker until it works, and until it is given back. */
  static final double MINUTES_PER_WORKER = 5;

  /** 30 ms a call in the measurement, of which a worker makes 64 at once. */
  static final double BUCKET_SECONDS_PER_OBJECT = 0.030 / 64;

  /** What is wanted of a job: more workers make it shorter, and cost nearly the same. */
  static final double WANTED_HOURS = 1;

  /** More than this, and quotas of a usual project are in the way. */
  static final int MOST_WORKERS = 100;

  /** Of decoded events: {@code --block-bytes}. */
  static final double BLOCK_BYTES = 8L << 20;

  /** Of input, in a shard, unless {@code --shards} says otherwise. */
  static final double SHARD_BYTES = 64L << 20;

  /** 0.14 for the blocks; as much again, assumed, for fragments, and for files of partitions. */
  static final double STAGED_BYTES_PER_BYTE = 0.42;

  /** A block's reference, of ADR 9; an object's; a partition's result (18 MB for 73,000). */
  static final double SHUFFLED_BYTES_PER_BLOCK = 100;

  static final double SHUFFLED_BYTES_PER_OBJECT = 300;
  static final double SHUFFLED_BYTES_PER_PARTITION = 4 * 250;

  /** A staged file, its copy for the run's folder, its record. */
  static final double WRITES_PER_PARTITION = 3;

  static final double READS_PER_PARTITION = 4;

  /** BigQuery bills so much for each table that a query names. */
  static final double LEAST_BYTES_QUERIED = 10L << 20;

  /** Who wrote the partitions, what the table looks like, which rows are counted. */
  static final double QUERIES_PER_TABLE = 3;

  static final double HOURS_PER_MONTH = 730;

  private Rates() {}
}
