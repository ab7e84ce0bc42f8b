package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.run.RunSpec;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.beam.sdk.util.SerializableUtils;

/**
 * A run's spec as a DoFn carries it: as bytes, which are read once a process. The DirectRunner
 * copies a DoFn several times for each bundle; as objects that takes longer than the work of many a
 * bundle.
 */
final class CarriedSpec implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What was read last: a process works for one run at a time, but for tests. */
  private static volatile CarriedSpec last;

  private final byte[] bytes;
  private transient RunSpec spec;

  CarriedSpec(RunSpec spec) {
    this.bytes = SerializableUtils.serializeToByteArray(spec);
    this.spec = spec;
  }

  RunSpec get() {
    if (spec == null) {
      spec = read();
    }
    return spec;
  }

  private RunSpec read() {
    CarriedSpec known = last;
    if (known != null && Arrays.equals(known.bytes, bytes)) {
      return known.spec;
    }
    RunSpec read =
        (RunSpec) SerializableUtils.deserializeFromByteArray(bytes, "the spec of the run");
    spec = read;
    last = this;
    return read;
  }
}
