package dev.medallion.replay.bigqueryserver;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.TableId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The {@code bq} command, with the description of the API that Google's client for Python brings.
 */
@EnabledIfSystemProperty(named = "replay.bq", matches = ".+")
@EnabledIfSystemProperty(named = "replay.bq.discovery", matches = ".+")
class BqCommandTest {
  @TempDir private Path folder;
  private BigQueryServer server;

  private String bq(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("replay.bq"),
                "--api=" + server.endpoint(),
                "--discovery_file=" + System.getProperty("replay.bq.discovery"),
                "--oauth_access_token=none",
                "--project_id=" + Client.PROJECT,
                "--headless",
                "--format=json",
                "--location=EU"));
    command.addAll(List.of(words));
    return Command.run(folder, command);
  }

  @Test
  void makesQueriesCopiesAndDeletes() throws Exception {
    Path file =
        Parquet.write(folder.resolve("rows.parquet"), "SELECT 'a' AS id, DATE '2026-02-03' AS day");
    try (BigQueryServer started = BigQueryServer.start()) {
      server = started;
      bq("mk", "-d", "--location=EU", "sales");
      bq(
          "mk",
          "-t",
          "--time_partitioning_field=day",
          "--schema=id:STRING,day:DATE",
          "sales.orders");
      Client.done(
          Client.of(server)
              .create(
                  JobInfo.of(
                      LoadJobConfiguration.of(
                          TableId.of("sales", "orders$20260203"),
                          file.toUri().toString(),
                          FormatOptions.parquet()))));
      assertThat(
          bq("query", "--nouse_legacy_sql", "SELECT id, day FROM sales.orders"),
          containsString("[{\"day\":\"2026-02-03\",\"id\":\"a\"}]"));
      bq("cp", "sales.orders", "sales.copied");
      assertThat(bq("show", "sales.copied$20260203"), containsString("\"numRows\":\"1\""));
      bq("rm", "-f", "-t", "sales.orders$20260203");
      assertThat(bq("head", "sales.orders"), containsString("[]"));
      assertThat(bq("ls", "-j"), containsString("\"copy\""));
    }
  }
}
