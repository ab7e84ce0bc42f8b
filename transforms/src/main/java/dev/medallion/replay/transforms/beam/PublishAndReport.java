package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.flow.publish.ConclusionFile;
import dev.medallion.replay.transforms.flow.publish.Foresight;
import dev.medallion.replay.transforms.flow.publish.Publisher;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.flow.verdict.VerdictException;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.end.RunEnd;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.ManifestJson;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * The tail: publishes on a good verdict, writes the receipt whatever the verdict, gives back the
 * lease, puts away what nobody needs, and only then, on a bad verdict, fails the job.
 *
 * <p>Publishing and its receipt are one step, since each gives back what it did before when it is
 * done again: the warehouse knows the change sets that it holds, and a receipt is written once.
 */
public final class PublishAndReport extends PTransform<PCollection<KV<String, Conclusion>>, PDone> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;
  private final int keepVersions;
  private final int snapshotDays;

  private PublishAndReport(RunSpec run, int keepVersions, int snapshotDays) {
    this.run = run;
    this.keepVersions = keepVersions;
    this.snapshotDays = snapshotDays;
  }

  /**
   * The transform.
   *
   * @param keepVersions how many versions of a partition keep their files
   * @param snapshotDays how long copies of the tables from before are kept; 0: none are made
   */
  public static PublishAndReport of(RunSpec run, int keepVersions, int snapshotDays) {
    return new PublishAndReport(run, keepVersions, snapshotDays);
  }

  @Override
  public PDone expand(PCollection<KV<String, Conclusion>> conclusion) {
    PCollection<KV<String, String>> reported =
        conclusion
            .apply("Settle the conclusion", GroupByKey.create())
            .apply(
                "Publish the change set, write the receipt",
                ParDo.of(new PublishFn(run, snapshotDays)));
    Elements.spread("Settle the receipt", reported, String.class)
        .apply(
            "Give back the lease, fail on a bad verdict", ParDo.of(new EndFn(run, keepVersions)));
    return PDone.in(conclusion.getPipeline());
  }

  private static final class PublishFn
      extends RunDoFn<KV<String, Iterable<Conclusion>>, KV<String, String>> {
    private static final long serialVersionUID = 1L;

    private final int snapshotDays;

    PublishFn(RunSpec run, int snapshotDays) {
      super(run);
      this.snapshotDays = snapshotDays;
    }

    @ProcessElement
    public void publish(
        @Element KV<String, Iterable<Conclusion>> settled, OutputReceiver<KV<String, String>> out)
        throws IOException {
      noting("publish", () -> publish(Elements.only(settled.getValue()), out));
    }

    private void publish(Conclusion conclusion, OutputReceiver<KV<String, String>> out)
        throws IOException {
      RunFolder folder = new RunFolder(run().runFolder(), run().runId());
      // Of an attempt that comes after the one that counted nothing is wanted any more.
      if (!folder.hasEnded()) {
        if (run().mode() == Mode.KEPT_PLAN) {
          ConclusionFile.keep(folder, run().completionsOfTurn());
        }
        folder.finished(published(conclusion));
      }
      out.output(KV.of("", folder.latestManifest().verdict().name()));
    }

    private Manifest published(Conclusion conclusion) throws IOException {
      Address folder = run().runFolder();
      StandardStorages.copy(Address.parse(conclusion.objects()), folder.resolve("objects.parquet"));
      StandardStorages.copy(
          Address.parse(conclusion.deadLetters()), folder.resolve("dead_letters.parquet"));
      Manifest manifest = ManifestJson.read(conclusion.manifest());
      Warehouse warehouse = warehouse(run(), model());
      return run().mode().publishes()
          ? new Publisher(
                  warehouse, new CorrectionStore(StandardStorages.at(run().state())), snapshotDays)
              .publish(conclusion, manifest)
          : new Foresight(warehouse).look(conclusion, manifest);
    }
  }

  private static final class EndFn extends RunDoFn<KV<String, Iterable<String>>, Void> {
    private static final long serialVersionUID = 1L;
    private final int keepVersions;

    EndFn(RunSpec run, int keepVersions) {
      super(run);
      this.keepVersions = keepVersions;
    }

    @ProcessElement
    public void end(@Element KV<String, Iterable<String>> settled) throws IOException {
      if (run().mode().publishes()) {
        noting(
            "end",
            () ->
                new RunEnd(
                        new RunFolder(run().runFolder(), run().runId()),
                        run().staging(),
                        warehouse(run(), model()))
                    .settle(keepVersions));
      }
      String verdict = Elements.only(settled.getValue());
      if (!verdict.equals(Verdict.GOOD.name())) {
        throw new VerdictException(verdict, run().runFolder().toString());
      }
    }
  }

  private static Warehouse warehouse(RunSpec run, Model model) {
    return Warehouses.of(run.warehouse(), run.state(), model.zone());
  }
}
