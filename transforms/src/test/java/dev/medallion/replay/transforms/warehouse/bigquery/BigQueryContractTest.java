package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.LoadJobConfiguration;
import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** BigQuery does what every warehouse does. */
class BigQueryContractTest extends WarehouseContract {
  private static final String PROJECT = "a-project";

  private static BigQueryServer server;
  private static final Map<Path, Datasets> LAKES = new ConcurrentHashMap<>();

  @BeforeAll
  static void start() throws IOException {
    server = BigQueryServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Datasets datasets(Path folder) {
    return LAKES.computeIfAbsent(folder, f -> new Datasets(PROJECT, "lake" + LAKES.size()));
  }

  private static BigQuery client() {
    return BigQueryClient.at(server.endpoint(), PROJECT);
  }

  @Override
  protected Warehouse open(Path folder, Predicate<Owner> alive) {
    return BigQueryWarehouse.of(
        datasets(folder), Address.of(folder.resolve("state")), client(), () -> "EU", alive::test);
  }

  @Override
  protected void writeByHand(Path folder, TableRef table, String partition, String select) {
    String file = staging().staged(select).uri();
    try {
      Job job =
          client()
              .create(
                  JobInfo.of(
                      LoadJobConfiguration.newBuilder(
                              Decorator.decorated(
                                  datasets(folder).table(table), table.grain(), partition),
                              "file://" + file,
                              FormatOptions.parquet())
                          .setWriteDisposition(WriteDisposition.WRITE_TRUNCATE)
                          .build()))
              .waitFor();
      if (job.getStatus().getError() != null) {
        throw new AssertionError(job.getStatus().getError());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
