package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.run.RunSpec;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** The conclusion of a run that had come so far before: all that its tail needs. */
public final class RecordedConclusion
    extends PTransform<PCollection<byte[]>, PCollection<KV<String, Conclusion>>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;

  private RecordedConclusion(RunSpec run) {
    this.run = run;
  }

  public static RecordedConclusion of(RunSpec run) {
    return new RecordedConclusion(run);
  }

  @Override
  public PCollection<KV<String, Conclusion>> expand(PCollection<byte[]> begin) {
    return begin
        .apply("Take it from its record", ParDo.of(new TakeFn(run)))
        .setCoder(Elements.keyedCoder(Conclusion.class));
  }

  private static final class TakeFn extends RunDoFn<byte[], KV<String, Conclusion>> {
    private static final long serialVersionUID = 1L;

    TakeFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void take(OutputReceiver<KV<String, Conclusion>> out) {
      noting(Conclusion.UNIT, () -> out.output(KV.of("", recorded())));
    }

    private Conclusion recorded() {
      return run()
          .completionsOfTurn()
          .recorded(Conclusion.UNIT, new TypeReference<Conclusion>() {})
          .orElseThrow(() -> new IllegalStateException("the conclusion is not recorded any more"));
    }
  }
}
