package dev.medallion.replay.benchmarks.naive;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;

/**
 * Estimates how much its elements hold when they are shuffled, by encoding one in so many; passes
 * them on as they are.
 */
final class ShuffledBytes extends DoFn<KV<String, Row>, KV<String, Row>> {
  private static final long serialVersionUID = 1L;
  private static final int ONE_IN = 256;

  private static final KvCoder<String, Row> CODER =
      KvCoder.of(StringUtf8Coder.of(), RowCoder.of(Charges.SCHEMA));

  private final Counter bytes = Metrics.counter(ShuffledBytes.class, "bytes");
  private transient long seen;

  @ProcessElement
  public void count(@Element KV<String, Row> element, OutputReceiver<KV<String, Row>> out)
      throws IOException {
    if (seen++ % ONE_IN == 0) {
      CountingStream counting = new CountingStream();
      CODER.encode(element, counting);
      bytes.inc(counting.count * ONE_IN);
    }
    out.output(element);
  }

  /** The estimate of all steps of a finished run. */
  static long of(PipelineResult result) {
    long sum = 0;
    MetricsFilter bytes =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(ShuffledBytes.class, "bytes"))
            .build();
    for (MetricResult<Long> step : result.metrics().queryMetrics(bytes).getCounters()) {
      sum += step.getAttempted();
    }
    return sum;
  }

  private static final class CountingStream extends OutputStream {
    long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      count += length;
    }
  }
}
