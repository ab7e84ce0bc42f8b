package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.engine.MemoryBudget;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.audit.ShareAudited;
import dev.medallion.replay.transforms.flow.audit.TableAudited;
import dev.medallion.replay.transforms.flow.audit.TableAuditor;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.PinnedObjectsFile;
import dev.medallion.replay.transforms.flow.verdict.Concluder;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.ManifestJson;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Draws the run together.
 *
 * <p>Input: a {@link Fact.Audited} for each unit of the audits of each table that the run
 * publishes, and the {@link Fact.SetAside}; fewer is a failure. Output: exactly one {@link
 * Conclusion}, of an empty window too; once drawn it is recorded, and never drawn again.
 */
public final class ReachVerdict
    extends PTransform<PCollection<KV<String, PackedFact>>, PCollection<KV<String, Conclusion>>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;
  private final String started;
  private final RunFacts facts;

  private ReachVerdict(RunSpec run, String started, RunFacts facts) {
    this.run = run;
    this.started = started;
    this.facts = facts;
  }

  /**
   * The transform.
   *
   * @param started the receipt's first step, as JSON
   */
  public static ReachVerdict of(RunSpec run, String started, RunFacts facts) {
    return new ReachVerdict(run, started, facts);
  }

  @Override
  public PCollection<KV<String, Conclusion>> expand(PCollection<KV<String, PackedFact>> audited) {
    return audited
        .apply("All audits", GroupByKey.create())
        .apply(
            "Conclude", ParDo.of(new ConcludeFn(run, started, facts)).withSideInputs(facts.views()))
        .setCoder(Elements.keyedCoder(Conclusion.class));
  }

  private static final class ConcludeFn
      extends RunDoFn<KV<String, Iterable<PackedFact>>, KV<String, Conclusion>> {
    private static final long serialVersionUID = 1L;
    private final String started;
    private final RunFacts facts;

    ConcludeFn(RunSpec run, String started, RunFacts facts) {
      super(run);
      this.started = started;
      this.facts = facts;
    }

    @ProcessElement
    public void conclude(ProcessContext context) throws IOException {
      noting(Conclusion.UNIT, () -> concluded(context));
    }

    private void concluded(ProcessContext context) throws IOException {
      Manifest begun = ManifestJson.read(started);
      context.output(
          KV.of(
              "",
              run()
                  .completionsOfTurn()
                  .once(
                      Conclusion.UNIT,
                      new TypeReference<Conclusion>() {},
                      () -> drawn(context, begun))));
    }

    private Conclusion drawn(ProcessContext context, Manifest begun) {
      AuditFacts seen = facts.read(context, model(), run());
      List<TableAudited> audited = audited(seen, context.element());
      Iterable<KV<String, PackedFact>> known = context.sideInput(facts.upToShards());
      // Part by part, twice: all at once would take the heap of a run of millions of objects.
      Iterable<ObjectRef> pinned =
          () ->
              PackedFact.stream(known, Fact.Listed.class)
                  .flatMap(part -> part.objects().objects().stream())
                  .iterator();
      Pinned file = write(pinned);
      return new Concluder(seen)
          .conclude(
              begun,
              pinned,
              file.uri(),
              file.digest(),
              PackedFact.stream(known, Fact.Read.class).map(Fact.Read::notes),
              Elements.only(PackedFact.all(known, Fact.Sharded.class)).counts(),
              Elements.only(PackedFact.all(context.element(), Fact.SetAside.class)).report(),
              audited);
    }

    /** The file of the pinned objects. */
    private record Pinned(String uri, String digest) {}

    private Pinned write(Iterable<ObjectRef> pinned) {
      Address target = run().staging().resolve("objects-" + Nondeterminism.newToken() + ".parquet");
      try (Outgoing file = Outgoing.to(target);
          MemoryBudget.Lent lent = MemoryBudget.open(run().session(model().zone().getId()))) {
        String digest = PinnedObjectsFile.write(lent.session(), file.path(), pinned);
        file.store();
        return new Pinned(file.uri(), digest);
      }
    }

    /** What the units of each table came to together; a table without one is a failure. */
    private List<TableAudited> audited(AuditFacts seen, KV<String, Iterable<PackedFact>> audited) {
      Map<String, List<ShareAudited>> units =
          PackedFact.all(audited, Fact.Audited.class).stream()
              .map(Fact.Audited::audited)
              .collect(Collectors.groupingBy(ShareAudited::table));
      return AuditTables.names(model(), run()).stream()
          .map(
              name ->
                  new TableAuditor(seen, model().table(name))
                      .all(units.getOrDefault(name, List.of())))
          .toList();
    }
  }
}
