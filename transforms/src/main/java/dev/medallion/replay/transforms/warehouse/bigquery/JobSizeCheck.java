package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.options.message.Text;
import java.util.Optional;

/** Refuses a partition of more files or bytes than one job loads. */
final class JobSizeCheck implements TargetCheck {
  @Override
  public Optional<String> problem(Target target) {
    return target.files() > Quotas.FILES_A_JOB || target.bytes() > Quotas.BYTES_A_JOB
        ? Optional.of(
            Text.format(
                "a partition of %s has %,d files of %,d bytes, but one load job reads at most %,d"
                    + " files of %,d bytes; cut the table into smaller partitions",
                target.name(),
                target.files(),
                target.bytes(),
                Quotas.FILES_A_JOB,
                Quotas.BYTES_A_JOB))
        : Optional.empty();
  }
}
