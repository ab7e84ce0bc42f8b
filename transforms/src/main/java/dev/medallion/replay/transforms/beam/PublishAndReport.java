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
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * The tail: publishes on a good verdict, writes the receipt whatever the verdict, and only then, on
 * a bad one, fails the job.
 *
 * <p>Publishing and its receipt are one step, since each gives back what it did before when it is
 * done again: the warehouse knows the change sets that it holds, and a receipt is written once.
 */
public final class PublishAndReport extends PTransform<PCollection<KV<String, Conclusion>>, PDone> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;

  private PublishAndReport(RunSpec run) {
    this.run = run;
  }

  public static PublishAndReport of(RunSpec run) {
    return new PublishAndReport(run);
  }

  @Override
  public PDone expand(PCollection<KV<String, Conclusion>> conclusion) {
    PCollection<KV<String, String>> reported =
        conclusion
            .apply("Settle the conclusion", GroupByKey.create())
            .apply("Publish the change set, write the receipt", ParDo.of(new PublishFn(run)));
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
      RunFolder folder = new RunFolder(Path.of(run().runFolder()), run().runId());
      // Of an attempt that comes after the one that counted nothing is wanted any more.
      if (!folder.hasEnded()) {
        folder.finished(published(Elements.only(settled.getValue())));
      }
      out.output(KV.of("", folder.latestManifest().verdict().name()));
    }

    private Manifest published(Conclusion conclusion) throws IOException {
      ProgressCounters.of(run().runId()).stage("publishing");
      Path folder = Files.createDirectories(Path.of(run().runFolder()));
      WholeFiles.copy(Path.of(conclusion.objects()), folder.resolve("objects.parquet"));
      WholeFiles.copy(Path.of(conclusion.deadLetters()), folder.resolve("dead_letters.parquet"));
      Manifest manifest = ManifestJson.read(conclusion.manifest());
      Publisher publisher =
          new Publisher(Warehouses.of(run().warehouse(), Path.of(run().state()), model().zone()));
      return run().publish()
          ? publisher.publish(conclusion, manifest)
          : manifest.finished(manifest.judged(), Nondeterminism.now());
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
