package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import java.nio.file.Path;

/** What one kind of job does. */
interface Work {

  /** Refuses what the service refuses before it takes the job. */
  default void check(Catalog catalog, Job job) {}

  /** Fills in what the service fills in, e.g. the destination of a query. */
  default JsonNode configuration(Job job) {
    return job.configuration();
  }

  /**
   * Fetches what is needed, before anything changes.
   *
   * @param folder for files, this job's own
   */
  default void prepare(Job job, Path folder) {}

  /** Does it within one transaction; returns statistics. */
  ObjectNode apply(Catalog catalog, Job job, Path folder);
}
