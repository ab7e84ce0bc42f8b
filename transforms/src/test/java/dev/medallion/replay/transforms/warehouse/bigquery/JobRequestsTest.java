package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.CUSTOMERS;
import static dev.medallion.replay.transforms.warehouse.Staging.MONTHS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRequestsTest {
  private static final Map<String, String> LABELS = Map.of("a", "b");

  @TempDir Path folder;

  private JobRequests requests() {
    return new JobRequests(new Datasets("p", "lake"), new KeptFiles(Address.of(folder)));
  }

  private Replacement replacement(TableRef table, String partition) {
    return new Staging(folder)
        .replacement(table, partition, "SELECT 1 AS id, DATE '2026-02-03' AS created_date", 0);
  }

  private LoadJobConfiguration load(Replacement replacement) {
    return (LoadJobConfiguration)
        requests()
            .load(
                replacement,
                StandardTableDefinition.of(Fields.schema(replacement.result().columns())),
                LABELS);
  }

  @Test
  void aLoadReplacesOnePartition() {
    Replacement replacement = replacement(CHARGES, "2026-02-03");
    LoadJobConfiguration load = load(replacement);
    assertThat(load.getDestinationTable(), is(TableId.of("p", "lake_silver", "charges$20260203")));
    assertThat(load.getWriteDisposition(), is(WriteDisposition.WRITE_TRUNCATE));
    assertThat(load.getCreateDisposition(), is(CreateDisposition.CREATE_NEVER));
    assertThat(load.getSchemaUpdateOptions(), is(nullValue()));
    assertThat(load.getMaxBadRecords(), is(0));
    assertThat(load.getLabels(), is(LABELS));
    assertThat(
        load.getSourceUris(), is(List.of("file://" + replacement.result().files().get(0).uri())));
    assertThat(load.getParquetOptions().getEnableListInference(), is(true));
    assertThat(
        load.getSchema().getFields().get("id").getType().getStandardType().name(), is("INT64"));
  }

  @Test
  void everyGrainHasItsDestination() {
    assertThat(
        load(replacement(MONTHS, "2026-02")).getDestinationTable().getTable(), is("months$202602"));
    assertThrows(IllegalStateException.class, () -> load(replacement(CUSTOMERS, "all")));
    assertThrows(
        IllegalStateException.class, () -> requests().empty(replacement(CUSTOMERS, "all"), LABELS));
  }

  @Test
  void aPartitionIsEmptiedByAQueryThatFindsNothing() {
    QueryJobConfiguration empty =
        (QueryJobConfiguration) requests().empty(replacement(CHARGES, "2026-02-03"), LABELS);
    assertThat(empty.getDestinationTable().getTable(), is("charges$20260203"));
    assertThat(empty.getWriteDisposition(), is(WriteDisposition.WRITE_TRUNCATE));
    assertThat(
        empty.getQuery(),
        is(
            "SELECT r.* FROM `p.lake_silver.charges` AS r WHERE (r.`created_date` BETWEEN DATE"
                + " '2026-02-03' AND DATE '2026-02-03') AND FALSE"));
    assertThat(empty.useLegacySql(), is(false));
  }

  @Test
  void aJobThatDoesNothingWritesNowhere() {
    QueryJobConfiguration nothing = (QueryJobConfiguration) JobRequests.nothing(LABELS);
    assertThat(nothing.getDestinationTable(), is(nullValue()));
    assertThat(nothing.getLabels(), is(LABELS));
  }
}
