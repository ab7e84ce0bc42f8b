package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.warehouse.ConflictException;

/** A job has the id of one of ours and does something else. Nobody may guess what that means. */
final class ForeignJobException extends ConflictException {
  private static final long serialVersionUID = 1L;

  ForeignJobException(Job wanted, JobStatus found) {
    super(
        Text.format(
            "job %s should write %s, partition %s (label %s), but the job with that id writes %s,"
                + " partition %s (label %s); nothing more was done. Find out who started that job;"
                + " the publication stays open until then",
            wanted.id(),
            wanted.table(),
            wanted.partition(),
            wanted.label(),
            found.table(),
            found.partition(),
            found.label()));
  }
}
