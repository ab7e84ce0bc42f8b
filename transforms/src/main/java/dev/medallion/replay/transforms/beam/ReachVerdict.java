package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.Nondeterminism;
import dev.medallion.replay.transforms.audit.TableAudited;
import dev.medallion.replay.transforms.deadletter.DeadLetterReport;
import dev.medallion.replay.transforms.decode.ReadNotes;
import dev.medallion.replay.transforms.duckdb.MemoryBudget;
import dev.medallion.replay.transforms.objects.ObjectRef;
import dev.medallion.replay.transforms.objects.ObjectRefs;
import dev.medallion.replay.transforms.objects.PinnedObjectsFile;
import dev.medallion.replay.transforms.receipt.Manifest;
import dev.medallion.replay.transforms.receipt.ManifestJson;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.ShardCounts;
import dev.medallion.replay.transforms.verdict.Concluder;
import dev.medallion.replay.transforms.verdict.Conclusion;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Draws the run together.
 *
 * <p>Input: one {@link TableAudited} a table that the run publishes; fewer is a failure. Output:
 * exactly one {@link Conclusion}, of an empty window too; once drawn it is recorded, and never
 * drawn again.
 */
public final class ReachVerdict
    extends PTransform<PCollection<TableAudited>, PCollection<Conclusion>> {
  private static final long serialVersionUID = 1L;

  /** What the conclusion needs beside the facts and the audits. */
  public record Inputs(
      RunFacts facts,
      PCollectionView<Iterable<ObjectRefs>> pinned,
      PCollectionView<Iterable<ReadNotes>> notes,
      PCollectionView<ShardCounts> shards,
      PCollectionView<DeadLetterReport> deadLetters)
      implements Serializable {

    private List<PCollectionView<?>> views() {
      List<PCollectionView<?>> views = new ArrayList<>(List.of(pinned, notes, shards, deadLetters));
      facts.views().forEach(views::add);
      return views;
    }
  }

  private final RunSpec run;
  private final String started;
  private final Inputs inputs;

  private ReachVerdict(RunSpec run, String started, Inputs inputs) {
    this.run = run;
    this.started = started;
    this.inputs = inputs;
  }

  /**
   * The transform.
   *
   * @param started the receipt's first step, as JSON
   */
  public static ReachVerdict of(RunSpec run, String started, Inputs inputs) {
    return new ReachVerdict(run, started, inputs);
  }

  @Override
  public PCollection<Conclusion> expand(PCollection<TableAudited> audited) {
    PCollection<Conclusion> conclusion =
        audited
            .apply("All audits", Together.of(TableAudited.class))
            .apply(
                "Conclude",
                ParDo.of(new ConcludeFn(run, started, inputs)).withSideInputs(inputs.views()));
    return Elements.coded(conclusion, Conclusion.class);
  }

  private static final class ConcludeFn
      extends RunDoFn<KV<String, Iterable<TableAudited>>, Conclusion> {
    private static final long serialVersionUID = 1L;
    private final String started;
    private final Inputs inputs;

    ConcludeFn(RunSpec run, String started, Inputs inputs) {
      super(run);
      this.started = started;
      this.inputs = inputs;
    }

    @ProcessElement
    public void conclude(ProcessContext context) throws IOException {
      Manifest begun = ManifestJson.read(started);
      context.output(
          run()
              .completions()
              .once(
                  Conclusion.UNIT,
                  new TypeReference<Conclusion>() {},
                  () -> drawn(context, begun)));
    }

    private Conclusion drawn(ProcessContext context, Manifest begun) {
      List<TableAudited> audited = Together.list(context.element());
      refuseMissing(audited);
      List<ObjectRef> pinned =
          Elements.flat(context.sideInput(inputs.pinned()), ObjectRefs::objects);
      return new Concluder(inputs.facts().read(context, model(), run()))
          .conclude(
              begun,
              pinned,
              write(pinned).toString(),
              Elements.list(context.sideInput(inputs.notes())),
              context.sideInput(inputs.shards()),
              context.sideInput(inputs.deadLetters()),
              audited);
    }

    private Path write(List<ObjectRef> pinned) {
      Path file = Path.of(run().staging(), "objects-" + Nondeterminism.newToken() + ".parquet");
      try (MemoryBudget.Lent lent = MemoryBudget.open(run().session(model().zone().getId()))) {
        PinnedObjectsFile.write(lent.session(), file, pinned);
      }
      return file;
    }

    /** An audit that never reported must not pass for one that found nothing. */
    private void refuseMissing(List<TableAudited> audited) {
      List<String> missing =
          AuditTables.names(model(), run()).stream()
              .filter(t -> audited.stream().noneMatch(a -> a.table().equals(t)))
              .toList();
      if (!missing.isEmpty()) {
        throw new IllegalStateException("no outcome of the audits of " + missing);
      }
    }
  }
}
