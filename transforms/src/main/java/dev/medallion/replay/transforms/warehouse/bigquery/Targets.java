package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Table;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.warehouse.NotPublishableException;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at the tables that are to be written to, and refuses those that must not be. */
final class Targets {
  private final Home home;
  private final TableShapes shapes;
  private final List<TargetCheck> checks;
  private final Supplier<Instant> clock;

  Targets(Home home, TableShapes shapes, Queries queries) {
    this(home, shapes, queries, Nondeterminism::now);
  }

  Targets(Home home, TableShapes shapes, Queries queries, Supplier<Instant> clock) {
    this.home = home;
    this.shapes = shapes;
    this.clock = clock;
    // Those that ask BigQuery come last.
    this.checks =
        List.of(
            new TableKindCheck(),
            new PartitioningCheck(),
            new PartitionColumnCheck(),
            new ColumnNameCheck(),
            new RequiredColumnCheck(),
            new StreamingCheck(),
            new ExpirationCheck(),
            new TableLifetimeCheck(),
            new JobSizeCheck(),
            new DailyQuotaCheck(),
            new LocationCheck(home),
            new PermissionCheck(home),
            new PartitionCountCheck(queries),
            new QuarterMonthsCheck(queries));
  }

  /**
   * Refuses.
   *
   * @throws NotPublishableException with the first problem of each table
   */
  void require(Collection<Replacement> replacements) {
    Map<TableRef, List<Replacement>> byTable =
        replacements.stream()
            .collect(Collectors.groupingBy(TableRef::of, LinkedHashMap::new, Collectors.toList()));
    List<String> problems = new ArrayList<>();
    byTable.forEach(
        (table, written) -> {
          Target target = target(table, written);
          checks.stream()
              .flatMap(check -> check.problem(target).stream())
              .findFirst()
              .ifPresent(problems::add);
        });
    long loads = Forecasts.loadJobs(replacements);
    if (loads > Quotas.LOAD_JOBS_A_DAY) {
      problems.add(
          Text.format(
              "it takes %,d load jobs, but a project may begin %,d in a day; split the window in %d,"
                  + " and replay one a day",
              loads, Quotas.LOAD_JOBS_A_DAY, Quotas.parts(loads, Quotas.LOAD_JOBS_A_DAY)));
    }
    if (!problems.isEmpty()) {
      throw new NotPublishableException(problems);
    }
  }

  private Target target(TableRef table, List<Replacement> written) {
    Optional<Table> there = shapes.find(table);
    return new Target(
        table,
        home.datasets().table(table),
        Optional.ofNullable(home.client().getDataset(home.datasets().dataset(table.schema()))),
        there,
        written.stream().map(r -> r.result().partition().value()).sorted().toList(),
        TableColumns.of(table, written),
        written.stream().mapToInt(r -> r.result().files().size()).max().orElse(0),
        written.stream().mapToLong(Targets::bytes).max().orElse(0),
        clock.get());
  }

  private static long bytes(Replacement replacement) {
    return replacement.result().files().stream().mapToLong(StagedFile::bytes).sum();
  }
}
