package dev.medallion.replay.bigqueryserver;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The official client for Python, a reader that nobody wrote for this server. */
@EnabledIfSystemProperty(named = "replay.python", matches = ".+")
class PythonClientTest {
  @TempDir private Path folder;

  @Test
  void makesLoadsQueriesAndReadsATable() throws Exception {
    Path file =
        Parquet.write(
            folder.resolve("rows.parquet"),
            "SELECT 'a😀' AS id, 1.50::DECIMAL(18,2) AS amount, DATE '2026-02-03' AS day,"
                + " TIMESTAMPTZ '1931-02-03 04:05:06.123457+00' AS \"at\", ['x', 'y'] AS tags,"
                + " {'city': NULL::VARCHAR} AS place, '\\xAB'::BLOB AS raw,"
                + " 12345678901234567890.123456789012345678::DECIMAL(38,18) AS big");
    Path script = Path.of(PythonClientTest.class.getResource("client.py").toURI());
    try (BigQueryServer server = BigQueryServer.start()) {
      String printed =
          Command.run(
              folder,
              List.of(
                  System.getProperty("replay.python"),
                  script.toString(),
                  server.endpoint(),
                  file.toUri().toString()));
      assertThat(
          printed,
          is(
              """
              table {'layer': 'silver'} ['orders']
              loaded 1 1
              uploaded 1
              row a😀 1.5 2026-02-03 1931-02-03 04:05:06.123457+00:00 ['x', 'y'] {'city': None} \
              b'\\xab' 12345678901234567890.123456789012345678 None
              row json 2.5 2026-02-04 None [] None None None {'a': [1, 2]}
              day 2026-02-03 1 1.5 True
              day 2026-02-04 1 2.5 True
              dry True
              copied 2
              not found
              left ['json']
              """));
    }
  }
}
