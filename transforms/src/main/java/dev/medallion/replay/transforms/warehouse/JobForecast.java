package dev.medallion.replay.transforms.warehouse;

import java.io.Serializable;
import java.util.List;

/**
 * The jobs by which a warehouse would publish a plan, and what they take of its quotas.
 *
 * @param loads jobs that load the rows of a partition
 * @param empties jobs that empty a partition
 * @param transactions jobs that replace the rows of a table without partitions, each with a load
 *     before it
 * @param quotas that they count against
 */
public record JobForecast(long loads, long empties, long transactions, List<Quota> quotas)
    implements Serializable {
  public JobForecast {
    quotas = List.copyOf(quotas);
  }

  /**
   * A quota.
   *
   * @param name what is counted, e.g. {@code partitions of silver.charges written in a day}
   * @param needed by these jobs
   * @param allowed by the warehouse
   */
  public record Quota(String name, long needed, long allowed) implements Serializable {}
}
