package dev.medallion.replay.pipelines.cost;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.settings.ByteSize;
import dev.medallion.replay.options.settings.WorkerSizing;
import java.util.ArrayList;
import java.util.List;

/** The arithmetic: an amount, a price, their product, for each thing that is billed. */
public final class CostEstimate {
  private static final double GB = 1L << 30;
  private static final double TIB = 1L << 40;

  private final JobSize job;
  private final WorkerSizing worker;
  private final Prices prices = Prices.known();

  /**
   * An estimate.
   *
   * @param worker what the workers are
   */
  public CostEstimate(JobSize job, WorkerSizing worker) {
    this.job = job;
    this.worker = worker;
  }

  /**
   * A line of it.
   *
   * @param amount in words, with how it comes about
   * @param dollars for it
   */
  record Line(String what, String amount, double dollars) {}

  /** The vCPU time of the work itself, in hours. */
  double cpuHours() {
    return Rates.DATAFLOW_FACTOR
        * (job.bytes() / GB * Rates.CPU_SECONDS_PER_GB
            + job.objects() * Rates.CPU_SECONDS_PER_OBJECT
            + job.partitions() * Rates.CPU_SECONDS_PER_PARTITION)
        / 3600;
  }

  /** As many as end in about an hour. */
  int workers() {
    double alone = Math.max(cpuHours() / worker.machine().cpus(), bucketHours());
    return (int) Math.min(Rates.MOST_WORKERS, Math.max(1, Math.ceil(alone / Rates.WANTED_HOURS)));
  }

  /** That one worker would wait for the bucket. */
  private double bucketHours() {
    return job.objects() * Rates.BUCKET_SECONDS_PER_OBJECT / 3600;
  }

  /** From the first worker's order to the last one's return. */
  double hours() {
    return Math.max(cpuHours() / worker.machine().cpus(), bucketHours()) / workers()
        + Rates.MINUTES_PER_WORKER / 60;
  }

  List<Line> lines() {
    double workerHours = hours() * workers();
    double cpus = workerHours * worker.machine().cpus();
    double memory = workerHours * worker.machine().memoryBytes() / GB;
    double disk = workerHours * worker.diskGb();
    double blocks = Math.ceil(job.bytes() / Rates.BLOCK_BYTES);
    double shards = Math.ceil(job.bytes() / Rates.SHARD_BYTES);
    double shuffled =
        (blocks * Rates.SHUFFLED_BYTES_PER_BLOCK
                + job.objects() * Rates.SHUFFLED_BYTES_PER_OBJECT
                + job.partitions() * Rates.SHUFFLED_BYTES_PER_PARTITION)
            / GB;
    double writes =
        Math.ceil(job.objects() / 1000.0)
            + blocks
            + shards
            + job.partitions() * Rates.WRITES_PER_PARTITION;
    double reads = job.objects() + blocks + shards + job.partitions() * Rates.READS_PER_PARTITION;
    double staged = job.bytes() * Rates.STAGED_BYTES_PER_BYTE / GB;
    double queried = job.tables() * Rates.QUERIES_PER_TABLE * Rates.LEAST_BYTES_QUERIED;
    List<Line> lines = new ArrayList<>();
    lines.add(line("vCPU", Text.format("%,.2f vCPU hours", cpus), "dataflow_vcpu_hour", cpus));
    lines.add(
        line("Memory", Text.format("%,.1f GB hours", memory), "dataflow_memory_gb_hour", memory));
    lines.add(line("Disk", Text.format("%,.0f GB hours", disk), "dataflow_disk_gb_hour", disk));
    lines.add(line("Shuffle", Text.format("%,.3f GB", shuffled), "dataflow_shuffle_gb", shuffled));
    lines.add(
        line(
            "Bucket, writes and listings",
            Text.format("%,.0f operations", writes),
            "gcs_class_a_1000",
            writes / 1000));
    lines.add(
        line(
            "Bucket, reads",
            Text.format("%,.0f operations", reads),
            "gcs_class_b_1000",
            reads / 1000));
    lines.add(
        line(
            "Bucket, staging while it runs",
            Text.format("%,.1f GB for %,.1f hours", staged, hours()),
            "gcs_storage_gb_month",
            staged * hours() / Rates.HOURS_PER_MONTH));
    lines.add(
        line(
            "BigQuery, queries",
            ByteSize.text((long) queried) + " at least; load jobs are free",
            "bigquery_query_tib",
            queried / TIB));
    return lines;
  }

  private Line line(String what, String amount, String price, double units) {
    return new Line(what, amount, prices.of(price, units));
  }

  double dollars() {
    return lines().stream().mapToDouble(Line::dollars).sum();
  }

  /** For a person. */
  public String text() {
    StringBuilder text =
        new StringBuilder(
            Text.format(
                """
                Cost on Dataflow, estimated: %s in %,d objects, %,d partitions of %d tables
                  %d x %s, about %,.1f hours

                """,
                ByteSize.text(job.bytes()),
                job.objects(),
                job.partitions(),
                job.tables(),
                workers(),
                worker.machine().name(),
                hours()));
    for (Line line : lines()) {
      text.append(
          Text.format("  %-30s %-42s %10s\n", line.what(), line.amount(), money(line.dollars())));
    }
    return text.append(Text.format("  %-30s %-42s %10s\n", "In all", "", money(dollars())))
        .append(
            """

              Rates were measured on one machine, Dataflow's share is assumed: docs/dataflow.md.
              List prices of us-central1; their sources are in prices.tsv.
            """)
        .toString();
  }

  private static String money(double dollars) {
    return dollars >= 0.005 || dollars == 0 ? Text.format("$%,.2f", dollars) : "< $0.01";
  }
}
