package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.TableResult;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** GoogleSQL that a user typed. A dry run comes first: only a statement that reads is run. */
final class UserQuery {
  private final Queries queries;

  UserQuery(Queries queries) {
    this.queries = queries;
  }

  QueryResult run(String sql, int limit) {
    queries.requireReads(sql);
    TableResult result = queries.run(sql);
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
