package dev.medallion.replay.pipelines.suite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.ObjectsInfo.SourceObjects;
import dev.medallion.replay.transforms.run.receipt.Reconciliation;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import java.util.Set;

/** Nothing was lost and nothing doubled: holds of every replay that came to a conclusion. */
public final class Balance {
  private static final Set<Verdict> CONCLUDED = Set.of(Verdict.GOOD, Verdict.BLOCKED);

  private Balance() {}

  /** Looks at the receipt's own counts; other counts than these are the golden's matter. */
  public static void check(Bench.Outcome outcome) {
    Manifest manifest = outcome.manifest();
    if (manifest == null || !CONCLUDED.contains(manifest.verdict())) {
      return;
    }
    for (Reconciliation day : manifest.records().reconciliation()) {
      assertThat(day.toString(), day.accounted(), is(day.read()));
    }
    for (SourceObjects source : manifest.objects().sources()) {
      assertThat(source.toString(), source.balances(), is(true));
    }
    long dead =
        manifest.records().reconciliation().stream().mapToLong(Reconciliation::deadLettered).sum();
    long unreadable =
        manifest.objects().sources().stream().mapToLong(SourceObjects::unreadable).sum();
    assertThat(
        "each dead record, and each unreadable object, has its letter",
        manifest.records().dead(),
        is(dead + unreadable));
  }
}
