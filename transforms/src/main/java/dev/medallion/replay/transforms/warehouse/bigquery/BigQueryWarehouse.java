package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQuery;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.gcs.BucketLocation;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.Liveness;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.ScanLimit;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.log.LogWarehouse;
import dev.medallion.replay.transforms.warehouse.log.StateLog;
import java.util.function.Supplier;

/** BigQuery as a warehouse: tables in datasets, heads, leases and journal in the state's log. */
public final class BigQueryWarehouse {
  /** Of datasets on a server for tests. */
  private static final String ANYWHERE = "US";

  /** How many partitions are written at once: most of the time their jobs wait. */
  private static final int AT_A_TIME = 16;

  private BigQueryWarehouse() {}

  /**
   * A warehouse that need not exist yet.
   *
   * @param place {@code <project>.<dataset prefix>}
   * @param state where its log and the published files are: a folder in a bucket, as load jobs read
   *     the files
   */
  public static Warehouse of(String place, Address state) {
    Datasets datasets = Datasets.parse(place);
    boolean isElsewhere = BigQueryClient.isElsewhere();
    if (LocalFolders.isLocal(state) && !isElsewhere) {
      throw new WarehouseException(
          "BigQuery loads files from Cloud Storage, but --state="
              + state
              + " is a local folder; give a folder in a bucket, e.g."
              + " --state=gs://bucket/state");
    }
    return of(
        datasets,
        state,
        BigQueryClient.ofEnvironment(datasets.project()),
        isElsewhere ? () -> ANYWHERE : () -> BucketLocation.of(state),
        new ProcessLiveness());
  }

  /**
   * Runs a SELECT, without the means to write.
   *
   * @param limit how many rows to return at most
   * @param scan how much it may read
   */
  public static QueryResult query(String place, String sql, int limit, ScanLimit scan) {
    Datasets datasets = Datasets.parse(place);
    Home home =
        new Home(
            BigQueryClient.ofEnvironment(datasets.project()),
            datasets,
            () -> {
              throw new IllegalStateException("a query makes no dataset");
            });
    return new UserQuery(new Queries(home)).run(sql, limit, scan);
  }

  static Warehouse of(
      Datasets datasets,
      Address state,
      BigQuery client,
      Supplier<String> locationOfNew,
      Liveness liveness) {
    Home home = new Home(client, datasets, locationOfNew);
    KeptFiles kept = new KeptFiles(state);
    Queries queries = new Queries(home);
    PartitionTimes times = new PartitionTimes(home, queries);
    TableShapes shapes = new TableShapes(home);
    Uploads uploads = new Uploads(state);
    return new LogWarehouse(
        "bigquery:" + datasets,
        new StateLog(StandardStorages.get().of(state), state),
        new BigQueryTables(
            home,
            shapes,
            queries,
            times,
            new KeySearch(home, queries, uploads),
            new OpsLoads(home, shapes, uploads),
            kept),
        new BigQueryJobs(home, shapes, new JobRequests(datasets, kept), times),
        kept,
        ProcessLiveness.thisProcess(),
        liveness,
        AT_A_TIME);
  }
}
