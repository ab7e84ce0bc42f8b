package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQuery.QueryResultsOption;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableResult;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.util.List;
import java.util.Optional;

/** Queries that only read. */
final class Queries {
  private static final long ROWS_A_PAGE = 10_000;
  private static final int TRIES = 4;

  private final Home home;

  Queries(Home home) {
    this.home = home;
  }

  /** The rows of a query. */
  Iterable<FieldValueList> rows(String sql) {
    return run(sql).iterateAll();
  }

  /** The rows of a query, with their schema. */
  TableResult run(String sql) {
    return run(configuration(sql).build());
  }

  static QueryJobConfiguration.Builder configuration(String sql) {
    return QueryJobConfiguration.newBuilder(sql).setUseLegacySql(false).setUseQueryCache(false);
  }

  /**
   * What a query would do.
   *
   * @param bytes that it would read
   * @param tables how many it would read of
   */
  record DryRun(long bytes, int tables) {}

  /**
   * Asks what a query would do, without running it.
   *
   * @throws WarehouseException where it is no SELECT
   */
  DryRun requireReads(String sql) {
    try {
      Job job =
          home.client()
              .create(
                  JobInfo.of(
                      home.job("replay_dry_" + Nondeterminism.newSalt()),
                      configuration(sql).setDryRun(true).build()));
      QueryStatistics statistics = job.getStatistics();
      QueryStatistics.StatementType type = statistics.getStatementType();
      if (type != null && !type.equals(QueryStatistics.StatementType.SELECT)) {
        throw new WarehouseException(
            "the query is a " + type + " statement, but a query may only read: write a SELECT");
      }
      return new DryRun(
          Optional.ofNullable(statistics.getTotalBytesProcessed()).orElse(0L),
          Optional.ofNullable(statistics.getReferencedTables()).map(List::size).orElse(1));
    } catch (BigQueryException e) {
      throw new WarehouseException("the query failed: " + e.getMessage(), e);
    }
  }

  /** The same with other settings. */
  TableResult run(QueryJobConfiguration query) {
    for (int attempt = 1; ; attempt++) {
      try {
        Job job =
            home.client()
                .create(JobInfo.of(home.job("replay_query_" + Nondeterminism.newSalt()), query));
        TableResult result = job.getQueryResults(QueryResultsOption.pageSize(ROWS_A_PAGE));
        count(job);
        return result;
      } catch (BigQueryException e) {
        if (attempt == TRIES || !BigQueryErrors.mayPass(e)) {
          throw BigQueryErrors.failed("answer a query", e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new WarehouseException("the run was stopped while it waited for a query", e);
      }
    }
  }

  /** What it cost is known once it has ended; that nobody can say so is no reason to fail. */
  private void count(Job job) {
    try {
      Optional.ofNullable(job.reload()).ifPresent(home.meter()::ended);
    } catch (BigQueryException e) {
      return;
    }
  }
}
