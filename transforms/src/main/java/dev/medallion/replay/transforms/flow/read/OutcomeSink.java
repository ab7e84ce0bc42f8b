package dev.medallion.replay.transforms.flow.read;

import dev.medallion.replay.transforms.flow.decode.Outcome;
import dev.medallion.replay.transforms.flow.format.RawRecord;

/** Takes what became of the records of an object, in order. */
@FunctionalInterface
public interface OutcomeSink {
  /**
   * What became of one record.
   *
   * @param own the record as the object holds it, also where a correction was decoded in its place;
   *     valid during the call only
   */
  void outcome(Outcome outcome, RawRecord own, long position);
}
