package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.google.cloud.bigquery.BigQuery;
import dev.medallion.replay.bigqueryserver.jobs.JobEntry;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.flow.publish.Publication;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many days of five tables, against a server that refuses more modifications of a table than the
 * service takes: one job a partition, none of them refused.
 *
 * <p>{@code -Dreplay.bigquery.days=400} publishes more than a year, which the quota alone makes
 * last a minute and a half.
 */
class ManyDaysTest extends OnBigQueryServer {
  private static final Logger LOG = LoggerFactory.getLogger(ManyDaysTest.class);
  private static final String PROJECT = "a-project";
  private static final int TABLES = 5;

  @TempDir Path folder;

  @BeforeAll
  static void enforceQuota() {
    server.enforceQuota(true);
  }

  @Test
  void everyPartitionIsOneJobWithinTheQuotas() {
    int days = Integer.getInteger("replay.bigquery.days", 55);
    List<Replacement> replacements = replacements(days);
    BigQuery client = BigQueryClient.at(server.endpoint(), PROJECT);
    Warehouse warehouse =
        BigQueryWarehouse.of(
            new Datasets(PROJECT, "many"),
            Address.of(folder.resolve("state")),
            client,
            () -> "EU",
            owner -> false);
    forgetPeaks();

    boolean isWhole =
        Publication.publish(
                warehouse,
                ChangeSets.of(replacements, Map.of()),
                Staging.context("run", "", DeadLetterChange.NONE, TakesBack.NOTHING))
            .isWhole();

    assertThat(isWhole, is(true));
    List<JobEntry> loads =
        server.jobs(PROJECT).stream().filter(j -> j.kind().equals("load")).toList();
    assertThat("failed jobs", loads.stream().flatMap(j -> j.error().stream()).toList(), hasSize(0));
    Map<String, Long> jobs =
        loads.stream()
            .flatMap(j -> j.destination().stream())
            .filter(d -> d.contains("$"))
            .collect(Collectors.groupingBy(d -> d, Collectors.counting()));
    assertThat(jobs.keySet(), hasSize(days * TABLES));
    assertThat(jobs.values(), everyItem(is(1L)));
    long refused =
        server.calls().entries().stream()
            .filter(e -> e.status() == 403 || e.status() == 429)
            .count();
    assertThat("refused calls", refused, is(0L));
    long calls = server.calls().entries().size();
    assertThat("calls", calls, is(lessThanOrEqualTo(40L * days * TABLES + 200)));
    LOG.info(
        "{} partitions of {} tables: {} load jobs, {} calls, {} MB of heap at most",
        days * TABLES,
        TABLES,
        loads.size(),
        calls,
        peakHeap() >> 20);
  }

  /** The same rows in every table. */
  private List<Replacement> replacements(int days) {
    Staging staging = new Staging(folder);
    List<TableRef> tables =
        Stream.of("a", "b", "c", "d", "e")
            .map(name -> new TableRef(name, "silver", "created_date", Grain.DAY))
            .toList();
    List<Replacement> all = new ArrayList<>();
    for (int i = 0; i < days; i++) {
      String day = LocalDate.parse("2025-01-01").plusDays(i).toString();
      Replacement first = staging.replacement(tables.get(0), day, charges(day, i, i + 1), 0);
      for (TableRef table : tables) {
        PartitionResult rows = first.result();
        all.add(
            new Replacement(
                table.qualifiedName(),
                table.partitionColumn(),
                table.grain(),
                new PartitionResult(
                    table.partition(day),
                    rows.columns(),
                    rows.files(),
                    rows.content(),
                    rows.inputs()),
                first.completeness(),
                0));
      }
    }
    return all;
  }

  private static Stream<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  private static void forgetPeaks() {
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  private static long peakHeap() {
    return heap().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }
}
