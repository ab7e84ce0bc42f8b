package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.Nondeterminism;
import dev.medallion.replay.transforms.publish.Published;
import dev.medallion.replay.transforms.publish.PublishedReader;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.nio.file.Path;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionView;

/** Reads what is published, once: everything later in the run sees the same heads. */
public final class ReadHeads extends PTransform<PBegin, PCollectionView<Published>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;

  private ReadHeads(RunSpec run) {
    this.run = run;
  }

  public static ReadHeads of(RunSpec run) {
    return new ReadHeads(run);
  }

  @Override
  public PCollectionView<Published> expand(PBegin begin) {
    return begin
        .apply("Seed the heads", Create.of("heads"))
        .apply("Read heads", ParDo.of(new ReadFn(run)))
        .setCoder(SerializableCoder.of(Published.class))
        .apply("Heads", View.asSingleton());
  }

  private static final class ReadFn extends RunDoFn<String, Published> {
    private static final long serialVersionUID = 1L;

    ReadFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void read(OutputReceiver<Published> out) {
      PublishedReader reader =
          new PublishedReader(
              model(),
              run(),
              Warehouses.of(run().warehouse(), Path.of(run().state()), model().zone()));
      // Recorded, since a run that goes on must not mix units computed against other heads;
      // publishing refuses if they moved.
      out.output(
          run()
              .completions()
              .once(
                  "heads", new TypeReference<>() {}, () -> reader.read(Nondeterminism.newToken())));
    }
  }
}
