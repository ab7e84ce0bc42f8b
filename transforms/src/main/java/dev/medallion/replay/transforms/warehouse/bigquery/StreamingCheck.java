package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.StandardTableDefinition;
import dev.medallion.replay.options.message.Text;
import java.util.Optional;

/** Refuses a table that rows are being streamed to: some of them would be lost, and others stay. */
final class StreamingCheck implements TargetCheck {
  @Override
  public Optional<String> problem(Target target) {
    return target
        .definition()
        .map(StandardTableDefinition::getStreamingBuffer)
        .map(
            buffer ->
                Text.format(
                    "rows are being streamed to %s, and a replaced partition would lose some of"
                        + " them; stop what streams, and wait until its buffer is empty (up to 90"
                        + " minutes)",
                    target.name()));
  }
}
