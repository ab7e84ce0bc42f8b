package dev.medallion.replay.pipelines.suite.kills;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.bigqueryserver.jobs.Job;
import dev.medallion.replay.bigqueryserver.jobs.JobEntry;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many jobs of a server had an effect on each partition. */
final class JobEffects {
  static final String PROJECT = "a-project";
  static final String PREFIX = "lake";

  private static final String HOME = PROJECT + ":" + PREFIX + "_";
  private static final int TRIES_OF_A_PARTITION = 40;

  private JobEffects() {}

  /**
   * Of all jobs so far. The tables of {@code ops} are left out: each run that published adds to
   * them.
   *
   * @return by layer, table and partition, e.g. {@code silver.charges$20260203}
   */
  static SortedMap<String, Integer> of(BigQueryServer server) {
    Map<String, List<JobEntry>> jobs =
        server.jobs(PROJECT).stream()
            .filter(j -> j.destination().filter(JobEffects::isTable).isPresent())
            .collect(
                Collectors.groupingBy(j -> j.destination().orElseThrow().substring(HOME.length())));
    SortedMap<String, Integer> effects = new TreeMap<>();
    jobs.forEach(
        (destination, all) -> {
          effects.put(destination, (int) all.stream().filter(JobEffects::succeeded).count());
          assertThat(
              "tries of " + destination, all.size(), is(lessThanOrEqualTo(TRIES_OF_A_PARTITION)));
        });
    return effects;
  }

  /** Of the jobs that came after these; partitions without any are left out. */
  static SortedMap<String, Integer> since(
      SortedMap<String, Integer> before, BigQueryServer server) {
    SortedMap<String, Integer> since = of(server);
    before.forEach((partition, times) -> since.merge(partition, -times, Integer::sum));
    since.values().removeIf(times -> times == 0);
    return since;
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
