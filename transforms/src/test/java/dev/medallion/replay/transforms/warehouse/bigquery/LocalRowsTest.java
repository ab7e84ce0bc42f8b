package dev.medallion.replay.transforms.warehouse.bigquery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.api.gax.paging.Page;
import com.google.cloud.PageImpl;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.TableResult;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbType;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values as BigQuery's REST API writes them arrive in DuckDB unchanged. */
class LocalRowsTest {
  private static FieldValue value(Object value) {
    return FieldValue.of(FieldValue.Attribute.PRIMITIVE, value);
  }

  private static FieldValue list(FieldValue... values) {
    return FieldValue.of(FieldValue.Attribute.REPEATED, List.of(values));
  }

  private static FieldValue struct(FieldValue... values) {
    return FieldValue.of(
        FieldValue.Attribute.RECORD, FieldValueList.of(Stream.of(values).toList()));
  }

  private static List<String> read(String type, FieldValue... values) {
    Schema schema = Fields.schema(List.of(new Column("c", type)));
    List<Field> fields = schema.getFields();
    Page<FieldValueList> page =
        new PageImpl<>(
            null,
            "",
            Stream.of(values).map(v -> FieldValueList.of(List.of(v), fields.get(0))).toList());
    try (LocalRows rows =
        LocalRows.of(
            TableResult.newBuilder()
                .setSchema(schema)
                .setTotalRows((long) values.length)
                .setPageNoSchema(page)
                .build(),
            fields)) {
      assertThat(
          DuckDbType.parse(rows.columns(LocalRows.ROWS).get(0).type()),
          is(DuckDbType.parse(Fields.columns(schema).get(0).type())));
      return rows.query(
          "SELECT CAST(c AS VARCHAR) FROM " + LocalRows.ROWS,
          row -> String.valueOf(row.getString(1)));
    }
  }

  @Test
  void scalars() {
    assertThat(
        read("DECIMAL(38,10)", value("1234567890123456789012345678.0123456789"), value(null)),
        is(List.of("1234567890123456789012345678.0123456789", "null")));
    assertThat(read("DECIMAL(18,2)", value("-1.5")), is(List.of("-1.50")));
    assertThat(read("BIGINT", value("-9223372036854775808")), is(List.of("-9223372036854775808")));
    assertThat(
        read("DOUBLE", value("0.1"), value("NaN"), value("-Infinity")),
        is(List.of("0.1", "nan", "-inf")));
    assertThat(read("BOOLEAN", value("true")), is(List.of("true")));
    assertThat(read("DATE", value("0001-01-01")), is(List.of("0001-01-01")));
    assertThat(
        read("TIMESTAMP WITH TIME ZONE", value("-1E-6"), value("1.770112800123456E9")),
        is(List.of("1969-12-31 23:59:59.999999+00", "2026-02-03 10:00:00.123456+00")));
    assertThat(
        read("BLOB", value(Base64.getEncoder().encodeToString(new byte[] {0, (byte) 0xff, 'a'}))),
        is(List.of("\\x00\\xFFa")));
    assertThat(read("VARCHAR", value("😀\0\n\"'\\"), value("")), is(List.of("😀\0\n\"'\\", "")));
  }

  @Test
  void nested() {
    assertThat(
        read(
            "STRUCT(sku VARCHAR, price DECIMAL(38,10), at TIMESTAMP WITH TIME ZONE, tags VARCHAR[])[]",
            list(
                struct(
                    value("a\"\0é"),
                    value("1234567890123456789012345678.0123456789"),
                    value("-1E-6"),
                    list(value("x"), value(""))),
                struct(value(null), value(null), value(null), list())),
            list()),
        is(
            List.of(
                "[{'sku': 'a\"\0é', 'price': 1234567890123456789012345678.0123456789, 'at': '1969-12-31 23:59:59.999999+00', 'tags': [x, '']}, {'sku': NULL, 'price': NULL, 'at': NULL, 'tags': []}]",
                "[]")));
    assertThat(
        read("STRUCT(d DOUBLE, o BOOLEAN)", struct(value("1e300"), value("false"))),
        is(List.of("{'d': 1e+300, 'o': false}")));
  }
}
