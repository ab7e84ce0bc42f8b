package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Field.Mode;
import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.StandardTableDefinition;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.log.JobsUnavailableException;
import java.util.List;
import java.util.Map;

/**
 * Replaces a partition by rows with values that are {@link MadeOfText}: the rows are loaded into a
 * table of their own, and a query makes the partition of them.
 */
final class RowsOfText {
  private final JobRequests requests;
  private final ScratchRows scratch;
  private final WholeTables wholeTables;

  RowsOfText(JobRequests requests, ScratchRows scratch, WholeTables wholeTables) {
    this.requests = requests;
    this.scratch = scratch;
    this.wholeTables = wholeTables;
  }

  /**
   * Loads the rows, and waits for it.
   *
   * @param table as it is
   * @return the job that replaces those of the partition; where the rows can't be loaded, one that
   *     fails for the same reason
   */
  JobConfiguration replace(
      Replacement replacement, StandardTableDefinition table, Map<String, String> labels)
      throws JobsUnavailableException, InterruptedException {
    List<Field> columns = table.getSchema().getFields();
    if (!columns.stream().allMatch(RowsOfText::fitsAResult)) {
      return wholeTables.replace(replacement, labels);
    }
    // A column that the files lack is null there, and stays null.
    return scratch.load(
        replacement,
        MadeOfText.loaded(columns),
        labels,
        staged ->
            requests.found(
                replacement,
                "SELECT "
                    + MadeOfText.select(columns, "r")
                    + " FROM "
                    + GoogleSql.table(staged)
                    + " AS r",
                labels));
  }

  /** What a query computes is never required, and has no digits of its own. */
  private static boolean fitsAResult(Field field) {
    boolean hasDigits = field.getPrecision() != null && MadeOfText.is(field);
    return field.getMode() != Mode.REQUIRED
        && !hasDigits
        && (field.getSubFields() == null
            || field.getSubFields().stream().allMatch(RowsOfText::fitsAResult));
  }
}
