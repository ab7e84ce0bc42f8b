package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.log.JobsUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Replaces the rows of tables without partitions, and of partitions that a query's result does not
 * fit. Rows are replaced so: they are loaded into a table of their own, and one transaction deletes
 * the old rows and inserts them. A load job with {@code WRITE_TRUNCATE} would replace the schema of
 * a table without partitions with its rows: descriptions, policy tags and modes.
 *
 * <p>The transaction is a job with the id of the replacement.
 */
final class WholeTables {
  private final Home home;
  private final ScratchRows scratch;

  WholeTables(Home home, ScratchRows scratch) {
    this.home = home;
    this.scratch = scratch;
  }

  /**
   * Loads the rows, and waits for it.
   *
   * @return the job that replaces those of the table; where the rows can't be loaded, one that
   *     fails for the same reason
   */
  JobConfiguration replace(Replacement replacement, Map<String, String> labels)
      throws JobsUnavailableException, InterruptedException {
    List<Field> columns = Fields.schema(replacement.result().columns()).getFields();
    return scratch.load(
        replacement,
        MadeOfText.loaded(columns),
        labels,
        staged -> script(replacement, insert(replacement, columns, staged), labels));
  }

  /** The job that leaves no row in the partition. */
  JobConfiguration empty(Replacement replacement, Map<String, String> labels) {
    return script(replacement, "", labels);
  }

  private String insert(Replacement replacement, List<Field> columns, TableId staged) {
    return "INSERT INTO "
        + GoogleSql.table(table(replacement))
        + " ("
        + columns.stream()
            .map(Field::getName)
            .map(GoogleSql::identifier)
            .collect(Collectors.joining(", "))
        + ") SELECT "
        + MadeOfText.select(columns, "r")
        + " FROM "
        + GoogleSql.table(staged)
        + " AS r;\n";
  }

  private JobConfiguration script(
      Replacement replacement, String insert, Map<String, String> labels) {
    return JobRequests.query(
            "BEGIN TRANSACTION;\nDELETE FROM "
                + GoogleSql.table(table(replacement))
                + " AS r WHERE "
                + GoogleSql.in(
                    TableRef.of(replacement),
                    List.of(replacement.result().partition().value()),
                    "r")
                + ";\n"
                + insert
                + "COMMIT TRANSACTION;",
            labels)
        .build();
  }

  private TableId table(Replacement replacement) {
    return home.datasets().table(TableRef.of(replacement));
  }
}
