package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.warehouse.JobForecast;
import dev.medallion.replay.transforms.warehouse.JobForecast.Quota;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the jobs that replacements take, and holds them against the quotas. */
public final class Forecasts {
  private Forecasts() {}

  /**
   * Counts.
   *
   * @param replacements that write rows, or remove them
   */
  public static JobForecast of(Collection<Replacement> replacements) {
    long whole = replacements.stream().filter(r -> r.grain() == Grain.NONE).count();
    long wholeLoads =
        replacements.stream().filter(r -> r.grain() == Grain.NONE && hasRows(r)).count();
    long loads = replacements.stream().filter(r -> r.grain() != Grain.NONE && hasRows(r)).count();
    List<Quota> quotas = new ArrayList<>();
    SortedMap<String, Long> partitions = partitions(replacements);
    partitions.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .ifPresent(
            most ->
                quotas.add(
                    new Quota(
                        "partitions of " + most.getKey() + " written in a day",
                        most.getValue(),
                        Quotas.PARTITION_MODIFICATIONS_A_DAY)));
    quotas.add(
        new Quota("load jobs of the project in a day", loads + wholeLoads, Quotas.LOAD_JOBS_A_DAY));
    return new JobForecast(loads, replacements.size() - whole - loads, whole, quotas);
  }

  /** How many load jobs they take. */
  static long loadJobs(Collection<Replacement> replacements) {
    return replacements.stream().filter(Forecasts::hasRows).count();
  }

  private static SortedMap<String, Long> partitions(Collection<Replacement> replacements) {
    return replacements.stream()
        .filter(r -> r.grain() != Grain.NONE)
        .collect(
            Collectors.groupingBy(
                r -> TableRef.of(r).qualifiedName(), TreeMap::new, Collectors.counting()));
  }

  private static boolean hasRows(Replacement replacement) {
    return replacement.result().content().rows() > 0;
  }
}
