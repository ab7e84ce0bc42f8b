package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.TableResult;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.settings.ByteSize;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.ScanLimit;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** GoogleSQL that a user typed. A dry run comes first: only a statement that reads is run. */
final class UserQuery {
  private final Queries queries;

  UserQuery(Queries queries) {
    this.queries = queries;
  }

  /**
   * Runs a SELECT.
   *
   * @param limit how many rows to return at most
   * @param scan how much it may read; BigQuery itself refuses to bill more
   */
  QueryResult run(String sql, int limit, ScanLimit scan) {
    Queries.DryRun would = queries.requireReads(sql);
    scan.told().accept(would.bytes());
    if (would.bytes() > scan.mostBytes()) {
      throw new WarehouseException(
          Text.format(
              "the query was not run: it would read %s (%,d bytes), and --max-bytes allows %s;"
                  + " select fewer columns, choose partitions by a condition on the partition"
                  + " column, or give a higher --max-bytes",
              ByteSize.text(would.bytes()), would.bytes(), ByteSize.text(scan.mostBytes())));
    }
    TableResult result =
        queries.run(
            scan.mostBytes() == Long.MAX_VALUE
                ? Queries.configuration(sql).build()
                : Queries.configuration(sql)
                    .setMaximumBytesBilled(
                        Math.max(scan.mostBytes(), Quotas.LEAST_BYTES_BILLED * would.tables()))
                    .build());
    List<Field> fields = result.getSchema().getFields();
    List<List<Optional<String>>> rows = new ArrayList<>();
    for (FieldValueList row : result.iterateAll()) {
      if (rows.size() == limit) {
        break;
      }
      List<Optional<String>> values = new ArrayList<>();
      for (String text : RowText.of(fields, fields, row)) {
        values.add(Optional.ofNullable(text));
      }
      rows.add(values);
    }
    return new QueryResult(
        fields.stream().map(f -> new Column(f.getName(), Fields.text(f))).toList(),
        rows,
        result.getTotalRows() - rows.size());
  }
}
