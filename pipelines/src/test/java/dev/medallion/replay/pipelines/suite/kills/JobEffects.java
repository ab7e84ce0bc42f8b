package dev.medallion.replay.pipelines.suite.kills;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.bigqueryserver.jobs.Job;
import dev.medallion.replay.bigqueryserver.jobs.JobEntry;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the jobs of a server did to each partition, by layer, table and partition, e.g. {@code
 * silver.charges$20260203}. The tables of {@code ops} are left out: each run that published adds to
 * them.
 *
 * @param effects how many had an effect
 * @param tries how many there were
 */
record JobEffects(SortedMap<String, Integer> effects, SortedMap<String, Integer> tries) {
  static final String PROJECT = "a-project";
  static final String PREFIX = "lake";

  private static final String HOME = PROJECT + ":" + PREFIX + "_";

  /** Of a schedule: seven tries of each launch, and some launches. */
  private static final int TRIES_OF_A_PARTITION = 40;

  /** Of all jobs so far. */
  static JobEffects of(BigQueryServer server) {
    SortedMap<String, Integer> effects = new TreeMap<>();
    SortedMap<String, Integer> tries = new TreeMap<>();
    for (JobEntry job : server.jobs(PROJECT)) {
      job.destination()
          .filter(JobEffects::isTable)
          .map(destination -> destination.substring(HOME.length()))
          .ifPresent(
              partition -> {
                effects.merge(partition, succeeded(job) ? 1 : 0, Integer::sum);
                tries.merge(partition, 1, Integer::sum);
              });
    }
    return new JobEffects(effects, tries);
  }

  /** Of the jobs that came after these; partitions without any are left out. */
  JobEffects since(JobEffects before) {
    return new JobEffects(less(effects, before.effects), less(tries, before.tries));
  }

  private static SortedMap<String, Integer> less(
      SortedMap<String, Integer> all, SortedMap<String, Integer> before) {
    SortedMap<String, Integer> since = new TreeMap<>(all);
    before.forEach((partition, times) -> since.merge(partition, -times, Integer::sum));
    since.values().removeIf(times -> times == 0);
    return since;
  }

  /** The effects; no partition may have been tried without end. */
  SortedMap<String, Integer> ofBoundedTries() {
    tries.forEach(
        (partition, times) ->
            assertThat(
                "tries of " + partition, times, is(lessThanOrEqualTo(TRIES_OF_A_PARTITION))));
    return effects;
  }

  /** Takes those of the ledgers out of others. */
  static SortedMap<String, Integer> takeLedgers(SortedMap<String, Integer> effects) {
    SortedMap<String, Integer> ledgers = new TreeMap<>(effects);
    ledgers.keySet().removeIf(partition -> !partition.startsWith("ledger."));
    effects.keySet().removeAll(ledgers.keySet());
    return ledgers;
  }

  private static boolean isTable(String destination) {
    return destination.startsWith(HOME)
        && !destination.startsWith(HOME + "scratch.")
        && !destination.startsWith(HOME + "ops.");
  }

  private static boolean succeeded(JobEntry job) {
    return job.state() == Job.State.DONE && job.error().isEmpty();
  }
}
