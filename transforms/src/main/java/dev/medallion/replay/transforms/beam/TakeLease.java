package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.Owner;
import java.io.IOException;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Passes its one element on once the run holds the lease of its partitions. Where somebody else
 * holds it, the job fails, and the receipt says who: it is the whole receipt of a run that has just
 * begun, and a step in that of one that was resumed and can be resumed again.
 */
public final class TakeLease extends PTransform<PCollection<byte[]>, PCollection<byte[]>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;
  private final String started;
  private final Owner owner;
  private final String takeOver;
  private final boolean inTurn;

  private TakeLease(RunSpec run, String started, Owner owner, String takeOver, boolean inTurn) {
    this.inTurn = inTurn;
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
  public static TakeLease of(RunSpec run, String started, Owner owner, String takeOver) {
    return new TakeLease(run, started, owner, takeOver, false);
  }

  /** The same, and a run that takes turns waits for its turn. */
  public TakeLease inTurn() {
    return new TakeLease(run, started, owner, takeOver, true);
  }

  @Override
  public PCollection<byte[]> expand(PCollection<byte[]> begin) {
    return begin.apply(
        "Take the lease", ParDo.of(new LeaseFn(run, started, owner, takeOver, inTurn)));
  }

  private static final class LeaseFn extends RunDoFn<byte[], byte[]> {
    private static final long serialVersionUID = 1L;
    private final String started;
    private final Owner owner;
    private final String takeOver;
    private final boolean inTurn;

    LeaseFn(RunSpec run, String started, Owner owner, String takeOver, boolean inTurn) {
      super(run);
      this.inTurn = inTurn;
      this.started = started;
      this.owner = owner;
      this.takeOver = takeOver;
    }

    @ProcessElement
    public void take(@Element byte[] begin, OutputReceiver<byte[]> out) throws IOException {
      noting("lease", () -> lease(begin, out));
    }

    private void lease(byte[] begin, OutputReceiver<byte[]> out) throws IOException {
      Lease lease = new Lease(run(), model(), started, owner, takeOver);
      if (inTurn && run().takesTurns()) {
        lease.awaitTurn();
      } else {
        lease.take();
      }
      out.output(begin);
    }
  }
}
