package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.Owner;
import java.io.IOException;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Of a run of some scopes: once all its shards are built, waits until no run of other scopes has
 * its turn on the same partitions, and reads the heads. From then on until this run ends, those
 * others read and rank, but publish nothing here; so the rows that it carries over are the newest.
 *
 * <p>Input: all that was found out up to the shards. Output: one {@link Fact.Heads}.
 */
public final class TakeTurn
    extends PTransform<PCollection<KV<String, PackedFact>>, PCollection<KV<String, PackedFact>>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;
  private final String started;
  private final Owner owner;
  private final String takeOver;

  private TakeTurn(RunSpec run, String started, Owner owner, String takeOver) {
    this.run = run;
    this.started = started;
    this.owner = owner;
    this.takeOver = takeOver;
  }

  /**
   * The transform.
   *
   * @param started the receipt's first step, as JSON
   * @param owner who is at work on the run
   * @param takeOver the run whose lease is taken over even if its owner is alive; empty: none
   */
  public static TakeTurn of(RunSpec run, String started, Owner owner, String takeOver) {
    return new TakeTurn(run, started, owner, takeOver);
  }

  @Override
  public PCollection<KV<String, PackedFact>> expand(PCollection<KV<String, PackedFact>> found) {
    return PackedFact.coded(
        found
            .apply("All that needs no heads", GroupByKey.create())
            .apply("Take the turn", ParDo.of(new TurnFn(run, started, owner, takeOver))));
  }

  private static final class TurnFn
      extends RunDoFn<KV<String, Iterable<PackedFact>>, KV<String, PackedFact>> {
    private static final long serialVersionUID = 1L;
    private final String started;
    private final Owner owner;
    private final String takeOver;

    TurnFn(RunSpec run, String started, Owner owner, String takeOver) {
      super(run);
      this.started = started;
      this.owner = owner;
      this.takeOver = takeOver;
    }

    @ProcessElement
    public void take(OutputReceiver<KV<String, PackedFact>> out) throws IOException {
      noting("turn", () -> turn(out));
    }

    private void turn(OutputReceiver<KV<String, PackedFact>> out) throws IOException {
      new Lease(run(), model(), started, owner, takeOver).awaitTurn();
      out.output(PackedFact.of(new Fact.Heads(HeadsAtStart.of(model(), run()))));
    }
  }
}
