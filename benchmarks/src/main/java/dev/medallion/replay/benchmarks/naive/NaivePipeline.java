package dev.medallion.replay.benchmarks.naive;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Contextful;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * The tables of the benchmark by the pipeline that one writes first: every event is a row, and rows
 * are shuffled by key. It has no audits, no heads, no receipt.
 *
 * <p>Output: {@code silver/charges/} and {@code gold/daily_revenue/}, as JSON Lines; and {@code
 * shuffled-bytes}, a number.
 */
public final class NaivePipeline {
  private static final int GROUPS = 64;

  private NaivePipeline() {}

  /** Runs it on the runner of the options, to its end. */
  public static void main(String[] args) throws IOException {
    NaiveOptions options =
        PipelineOptionsFactory.fromArgs(args).withValidation().as(NaiveOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    build(pipeline, options);
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    Files.writeString(
        Path.of(options.getOutput(), "shuffled-bytes"), Long.toString(ShuffledBytes.of(result)));
  }

  private static void build(Pipeline pipeline, NaiveOptions options) {
    PCollection<Row> charges =
        pipeline
            .apply("Read", TextIO.read().from(options.getEvents()))
            .apply("Parse", ParDo.of(new Parse()))
            .setRowSchema(Charges.SCHEMA)
            .apply("Window", Filter.by(NaivePipeline::inWindow))
            .apply("Key by id", keyed(NaivePipeline::groupOfId))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), RowCoder.of(Charges.SCHEMA)))
            .apply("Count bytes by id", ParDo.of(new ShuffledBytes()))
            .apply("Group by id", GroupByKey.create())
            .apply("Latest version", ParDo.of(new Latest()))
            .setRowSchema(Charges.SCHEMA);
    charges.apply("Write silver", silver(options.getOutput()));
    charges
        .apply("Key by day", keyed(DailyRevenue::key))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), RowCoder.of(Charges.SCHEMA)))
        .apply("Count bytes by day", ParDo.of(new ShuffledBytes()))
        .apply("Group by day", GroupByKey.create())
        .apply("Add up", ParDo.of(new DailyRevenue()))
        .apply(
            "Write gold",
            TextIO.write()
                .to(options.getOutput() + "/gold/daily_revenue/rows")
                .withSuffix(".jsonl"));
  }

  /** A key for many ids: the DirectRunner takes some 5 ms for a key, whatever it holds. */
  private static String groupOfId(Row charge) {
    return Integer.toString(Math.floorMod(charge.getString("id").hashCode(), GROUPS));
  }

  private static boolean inWindow(Row charge) {
    return Charges.createdDate(charge).startsWith("2026-03-");
  }

  private static WithKeys<String, Row> keyed(SerializableFunction<Row, String> key) {
    return WithKeys.of(key).withKeyType(TypeDescriptors.strings());
  }

  private static FileIO.Write<String, Row> silver(String output) {
    return FileIO.<String, Row>writeDynamic()
        .by(Charges::createdDate)
        .withDestinationCoder(StringUtf8Coder.of())
        .via(Contextful.fn(Charges::json), TextIO.sink())
        .to(output + "/silver/charges")
        .withNaming(day -> FileIO.Write.defaultNaming("day=" + day, ".jsonl"))
        .withNumShards(1);
  }

  private static final class Parse extends DoFn<String, Row> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void parse(@Element String line, OutputReceiver<Row> out)
        throws JsonProcessingException {
      out.output(Charges.parse(line));
    }
  }

  private static final class Latest extends DoFn<KV<String, Iterable<Row>>, Row> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void latest(@Element KV<String, Iterable<Row>> group, OutputReceiver<Row> out) {
      Map<String, Row> latest = new HashMap<>();
      for (Row version : group.getValue()) {
        latest.merge(version.getString("id"), version, Latest::newer);
      }
      latest.values().forEach(out::output);
    }

    private static Row newer(Row one, Row other) {
      return other.getDateTime("updated_ts").isAfter(one.getDateTime("updated_ts")) ? other : one;
    }
  }
}
