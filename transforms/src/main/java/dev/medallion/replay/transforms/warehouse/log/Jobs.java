package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.warehouse.JobUsage;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The jobs of a warehouse. Each has an id, which is given away once and never again. */
public interface Jobs {
  /**
   * Makes tables fit, and describes them as their model does, before the first job of a
   * publication. Doing it again changes nothing.
   *
   * @throws JobsUnavailableException where it may be possible later
   * @throws dev.medallion.replay.transforms.warehouse.WarehouseException where it is not possible,
   *     so that nothing must be written
   */
  default Prepared prepare(Preparation wanted) throws JobsUnavailableException {
    return Prepared.NOTHING;
  }

  /** What the jobs that ended until now did and cost, as far as the warehouse says so. */
  default JobUsage usage() {
    return JobUsage.NONE;
  }

  /**
   * Begins a job, unless one of its id was begun before, in whatever way that one ended.
   *
   * @return whether this call began it
   */
  boolean insert(Job job) throws JobsUnavailableException;

  /** The job of an id; empty where none was begun. */
  Optional<JobStatus> find(JobId id) throws JobsUnavailableException;

  /** Waits until a job that was begun has ended. */
  JobStatus await(JobId id) throws JobsUnavailableException;

  /**
   * What the warehouse says now of the partitions that jobs wrote, where nobody can have written
   * them since.
   */
  Map<JobId, String> lastModified(Collection<JobStatus> written);
}
