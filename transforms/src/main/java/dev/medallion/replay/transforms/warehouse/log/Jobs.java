package dev.medallion.replay.transforms.warehouse.log;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The jobs of a warehouse. Each has an id, which is given away once and never again. */
public interface Jobs {
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
