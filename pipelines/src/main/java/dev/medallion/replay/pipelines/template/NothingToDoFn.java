package dev.medallion.replay.pipelines.template;

import org.apache.beam.sdk.transforms.DoFn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of a job that the service wants although the launcher found nothing to do. */
final class NothingToDoFn extends DoFn<byte[], Void> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(NothingToDoFn.class);

  /** Says so. */
  @ProcessElement
  public void process() {
    LOG.info("The launcher found nothing to do: its log says why.");
  }
}
