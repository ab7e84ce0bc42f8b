package dev.medallion.replay.transforms.warehouse.bigquery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.LegacySQLTypeName;
import com.google.cloud.bigquery.Schema;
import dev.medallion.replay.transforms.engine.Column;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VARCHAR|STRING",
        "BLOB|BYTES",
        "INTEGER|INT64",
        "BIGINT|INT64",
        "DOUBLE|FLOAT64",
        "BOOLEAN|BOOL",
        "DATE|DATE",
        "TIMESTAMP WITH TIME ZONE|TIMESTAMP",
        "DECIMAL(18,2)|NUMERIC(18, 2)",
        "DECIMAL(38,9)|NUMERIC(38, 9)",
        "DECIMAL(38,10)|BIGNUMERIC(38, 10)",
        "DECIMAL(30,0)|BIGNUMERIC(30, 0)",
        "DECIMAL(29,0)|NUMERIC(29, 0)",
        "VARCHAR[]|ARRAY<STRING>",
        "STRUCT(sku VARCHAR, price DECIMAL(18,2))[]|ARRAY<STRUCT<sku STRING, price NUMERIC(18, 2)>>",
        "STRUCT(a STRUCT(b DATE[]))|STRUCT<a STRUCT<b ARRAY<DATE>>>",
        "STRUCT(\"odd \"\"name\" INTEGER)|STRUCT<odd \"name INT64>"
      })
  void typesAreMapped(String model, String bigQuery) {
    assertThat(new BigQueryTypes().of(model), is(Optional.of(bigQuery)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HUGEINT",
        "JSON",
        "STRUCT(a JSON)",
        "UBIGINT",
        "FLOAT",
        "TIMESTAMP",
        "TIME",
        "UUID",
        "INTEGER[][]",
        "MAP(VARCHAR, INTEGER)",
        "STRUCT(a FLOAT)",
        "STRUCT(a BLOB)",
        "BLOB[]",
        "STRUCT(a INTEGER",
        "ENUM('a', 'b')",
        ""
      })
  void whatWouldNotArriveExactlyHasNoType(String model) {
    assertThat(new BigQueryTypes().of(model), is(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VARCHAR",
        "BIGINT",
        "DOUBLE",
        "BOOLEAN",
        "DATE",
        "BLOB",
        "TIMESTAMP WITH TIME ZONE",
        "DECIMAL(18,2)",
        "DECIMAL(38,20)",
        "STRUCT(\"a\" BIGINT, \"b\" DECIMAL(5,2)[])[]"
      })
  void aTypeThatIsReadBackIsTheSame(String type) {
    assertThat(
        Fields.columns(Fields.schema(List.of(new Column("c", type)))),
        is(List.of(new Column("c", type))));
  }

  @Test
  void columnsThatOthersMadeAreReadToo() {
    Schema schema =
        Schema.of(
            Field.of("n", LegacySQLTypeName.NUMERIC),
            Field.of("wide", LegacySQLTypeName.BIGNUMERIC),
            Field.of("j", LegacySQLTypeName.JSON),
            Field.of("when", LegacySQLTypeName.DATETIME));
    assertThat(
        Fields.columns(schema).stream().map(Column::type).toList(),
        is(List.of("DECIMAL(38,9)", "VARCHAR", "VARCHAR", "VARCHAR")));
  }
}
