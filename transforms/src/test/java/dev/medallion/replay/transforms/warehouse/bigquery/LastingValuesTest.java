package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.api.gax.paging.Page;
import com.google.cloud.PageImpl;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Field.Mode;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableResult;
import dev.medallion.replay.transforms.warehouse.NotPublishableException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values of types that no job here writes. */
class LastingValuesTest {
  private static void require(Field field, FieldValue value) {
    List<Field> fields = List.of(field);
    Page<FieldValueList> page =
        new PageImpl<>(null, "", List.of(FieldValueList.of(List.of(value), FieldList.of(fields))));
    try (LocalRows rows =
        LocalRows.of(
            TableResult.newBuilder()
                .setSchema(Schema.of(fields))
                .setTotalRows(1L)
                .setPageNoSchema(page)
                .build(),
            fields)) {
      LastingValues.require(CHARGES, "2026-02-03", fields, rows);
    }
  }

  private static FieldValue text(String text) {
    return FieldValue.of(FieldValue.Attribute.PRIMITIVE, text);
  }

  private static FieldValue list(FieldValue... values) {
    return FieldValue.of(FieldValue.Attribute.REPEATED, List.of(values));
  }

  private static Field repeated(String name, StandardSQLTypeName type, Field... parts) {
    return Field.newBuilder(name, type, parts).setMode(Mode.REPEATED).build();
  }

  @Test
  void aValueThatCannotBeWrittenAgainIsRefusedByName() {
    NotPublishableException refused =
        assertThrows(
            NotPublishableException.class,
            () -> require(Field.of("place", StandardSQLTypeName.GEOGRAPHY), text("POINT(1 2)")));
    assertThat(
        refused.why(),
        is(
            "somebody else wrote values to silver.charges, partition 2026-02-03, that no rollback"
                + " could bring back: place GEOGRAPHY. Copy them to a table of your own, and drop"
                + " the column or set it to NULL there; then run again"));
    Field places = repeated("places", StandardSQLTypeName.GEOGRAPHY);
    assertThrows(NotPublishableException.class, () -> require(places, list(text("POINT(1 2)"))));
    Field stays =
        repeated(
            "stays", StandardSQLTypeName.STRUCT, Field.of("during", StandardSQLTypeName.RANGE));
    FieldValue one =
        FieldValue.of(
            FieldValue.Attribute.RECORD, FieldValueList.of(List.of(text("[2026-01-01, )"))));
    assertThrows(NotPublishableException.class, () -> require(stays, list(one)));
  }

  @Test
  void columnsWithoutValuesAreInNobodysWay() {
    require(Field.of("place", StandardSQLTypeName.GEOGRAPHY), text(null));
    require(repeated("places", StandardSQLTypeName.GEOGRAPHY), list());
    require(Field.of("note", StandardSQLTypeName.JSON), text("{}"));
    require(Field.of("lasts", StandardSQLTypeName.INTERVAL), text("1-2 3 4:5:6.789"));
  }
}
