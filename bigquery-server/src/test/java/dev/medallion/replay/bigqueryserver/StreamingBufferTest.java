package dev.medallion.replay.bigqueryserver;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.InsertAllRequest;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that were streamed: read at once, deleted and put into partitions only later. */
class StreamingBufferTest {
  private static final TableId TABLE = TableId.of("contract", "streamed");

  private static String count(BigQuery client) throws InterruptedException {
    return client
        .query(QueryJobConfiguration.of("SELECT count(*) FROM contract.streamed"))
        .iterateAll()
        .iterator()
        .next()
        .get(0)
        .getStringValue();
  }

  private static StandardTableDefinition definition(BigQuery client) {
    return client.getTable(TABLE).getDefinition();
  }

  @Test
  void rowsAreInABufferUntilItIsFlushed() throws Exception {
    try (ServerPlace place = ServerPlace.open()) {
      BigQuery client = place.client();
      client.create(
          TableInfo.of(
              TABLE,
              StandardTableDefinition.newBuilder()
                  .setSchema(BigQueryContract.SCHEMA)
                  .setTimePartitioning(
                      TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                          .setField("day")
                          .build())
                  .build()));
      client.insertAll(
          InsertAllRequest.newBuilder(TABLE)
              .addRow(Map.of("id", "a", "amount", "1.50", "day", "2026-02-03"))
              .build());
      assertThat(count(client), is("1"));
      assertThat(definition(client).getStreamingBuffer(), is(notNullValue()));
      QueryJobConfiguration delete =
          QueryJobConfiguration.of("DELETE FROM contract.streamed WHERE id = 'a'");
      BigQueryException refused = assertThrows(BigQueryException.class, () -> client.query(delete));
      assertThat(refused.getMessage(), containsString("streaming buffer"));
      place.server().flushStreamed(Client.PROJECT, "contract", "streamed");
      assertThat(definition(client).getStreamingBuffer(), is(nullValue()));
      client.query(delete);
      assertThat(count(client), is("0"));
    }
  }
}
