package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.options.Nondeterminism;
import dev.medallion.replay.transforms.files.WholeFiles;
import dev.medallion.replay.transforms.progress.ProgressCounters;
import dev.medallion.replay.transforms.publish.Publisher;
import dev.medallion.replay.transforms.receipt.Manifest;
import dev.medallion.replay.transforms.receipt.ManifestJson;
import dev.medallion.replay.transforms.receipt.RunFolder;
import dev.medallion.replay.transforms.receipt.Verdict;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.verdict.Conclusion;
import dev.medallion.replay.transforms.verdict.VerdictException;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * The tail: publishes on a good verdict, writes the receipt whatever the verdict, and only then, on
 * a bad one, fails the job.
 */
public final class PublishAndReport extends PTransform<PCollection<Conclusion>, PDone> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;

  private PublishAndReport(RunSpec run) {
    this.run = run;
  }

  public static PublishAndReport of(RunSpec run) {
    return new PublishAndReport(run);
  }

  @Override
  public PDone expand(PCollection<Conclusion> conclusion) {
    PCollection<KV<String, String>> published =
        Elements.spread(
                "Settle the conclusion",
                conclusion.apply("Key the conclusion", WithKeys.of("")),
                Conclusion.class)
            .apply("Publish the change set", ParDo.of(new PublishFn(run)));
    PCollection<KV<String, String>> reported =
        Elements.spread("Settle the outcome", published, String.class)
            .apply("Write the receipt", ParDo.of(new ReceiptFn(run)));
    Elements.spread("Settle the receipt", reported, String.class)
        .apply("Fail on a bad verdict", ParDo.of(new VerdictFn(run)));
    return PDone.in(conclusion.getPipeline());
  }

  private static final class PublishFn
      extends RunDoFn<KV<String, Iterable<Conclusion>>, KV<String, String>> {
    private static final long serialVersionUID = 1L;

    PublishFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void publish(
        @Element KV<String, Iterable<Conclusion>> settled, OutputReceiver<KV<String, String>> out)
        throws IOException {
      ProgressCounters.of(run().runId()).stage("publishing");
      Conclusion conclusion = Elements.only(settled.getValue());
      Path folder = Files.createDirectories(Path.of(run().runFolder()));
      WholeFiles.copy(Path.of(conclusion.objects()), folder.resolve("objects.parquet"));
      WholeFiles.copy(Path.of(conclusion.deadLetters()), folder.resolve("dead_letters.parquet"));
      Manifest manifest = ManifestJson.read(conclusion.manifest());
      Publisher publisher =
          new Publisher(Warehouses.of(run().warehouse(), Path.of(run().state()), model().zone()));
      Manifest receipt =
          run().publish()
              ? publisher.publish(conclusion, manifest)
              : manifest.finished(manifest.judged(), Nondeterminism.now());
      out.output(KV.of("", ManifestJson.write(receipt)));
    }
  }

  private static final class ReceiptFn
      extends RunDoFn<KV<String, Iterable<String>>, KV<String, String>> {
    private static final long serialVersionUID = 1L;

    ReceiptFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void write(
        @Element KV<String, Iterable<String>> settled, OutputReceiver<KV<String, String>> out)
        throws IOException {
      Manifest receipt = ManifestJson.read(Elements.only(settled.getValue()));
      new RunFolder(Path.of(run().runFolder()), run().runId()).finished(receipt);
      out.output(KV.of("", receipt.verdict().name()));
    }
  }

  private static final class VerdictFn extends RunDoFn<KV<String, Iterable<String>>, Void> {
    private static final long serialVersionUID = 1L;

    VerdictFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void look(@Element KV<String, Iterable<String>> settled) {
      String verdict = Elements.only(settled.getValue());
      if (!verdict.equals(Verdict.GOOD.name())) {
        throw new VerdictException(verdict, run().runFolder());
      }
    }
  }
}
