package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.storage.packed.OnDemand;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What became of each object of a run. There may be more of them than a heap holds: each pass
 * unpacks them page by page, and keeps none.
 */
public final class OutcomesOfRun implements Iterable<ObjectOutcome> {
  private final Iterable<ObjectOutcomes> pages;
  private final OnDemand<OutcomeTotals> totals = new OnDemand<>(() -> new OutcomeTotals(this));

  /**
   * Those of a run.
   *
   * @param pages the same at each pass, in any order
   */
  public OutcomesOfRun(Iterable<ObjectOutcomes> pages) {
    this.pages = pages;
  }

  /** Their totals, for which they are gone over once, however often they are asked for. */
  public OutcomeTotals totals() {
    return totals.get();
  }

  /** A pass over all of them: only for what their totals do not tell. */
  public Stream<ObjectOutcome> stream() {
    return StreamSupport.stream(pages.spliterator(), false)
        .flatMap(page -> page.outcomes().stream());
  }

  @Override
  public Iterator<ObjectOutcome> iterator() {
    return stream().iterator();
  }
}
