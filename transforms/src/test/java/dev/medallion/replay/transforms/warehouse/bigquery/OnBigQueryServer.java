package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.bigqueryserver.BigQueryServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests against a server of BigQuery that their class has for itself. */
abstract class OnBigQueryServer {
  static BigQueryServer server;

  @BeforeAll
  static void startServer() throws IOException {
    server = BigQueryServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }
}
