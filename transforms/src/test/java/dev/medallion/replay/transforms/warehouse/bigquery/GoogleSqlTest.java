package dev.medallion.replay.transforms.warehouse.bigquery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoogleSqlTest {
  private static final TableRef DAYS = new TableRef("charges", "silver", "day", Grain.DAY);
  private static final TableRef MONTHS = new TableRef("months", "gold", "day", Grain.MONTH);
  private static final TableRef WHOLE = new TableRef("customers", "silver", "", Grain.NONE);

  @Test
  void namesAndTextsAreQuoted() {
    assertThat(
        GoogleSql.table(TableId.of("p", "lake_silver", "charges")), is("`p.lake_silver.charges`"));
    assertThat(GoogleSql.identifier("a`b\\c"), is("`a\\`b\\\\c`"));
    assertThat(GoogleSql.literal("it's\n\\"), is("'it\\'s\\x0a\\\\'"));
    assertThat(GoogleSql.oneOf(List.of("a", "b")), is("('a', 'b')"));
  }

  @Test
  void neighboursAreOneRange() {
    assertThat(
        GoogleSql.in(DAYS, List.of("2026-02-02", "2026-02-03", "2026-02-09"), "r"),
        is(
            "(r.`day` BETWEEN DATE '2026-02-02' AND DATE '2026-02-03' OR r.`day` BETWEEN DATE"
                + " '2026-02-09' AND DATE '2026-02-09')"));
    assertThat(
        GoogleSql.in(MONTHS, List.of("2026-02"), "r"),
        is("(r.`day` BETWEEN DATE '2026-02-01' AND DATE '2026-02-28')"));
    assertThat(GoogleSql.in(WHOLE, List.of("all"), "r"), is("TRUE"));
    assertThat(GoogleSql.in(WHOLE, List.of(), "r"), is("FALSE"));
    assertThat(GoogleSql.in(DAYS, List.of(), "r"), is("r.`day` = DATE '0001-01-01' AND FALSE"));
    assertThat(
        GoogleSql.anyPartition(DAYS, "r"), is("(r.`day` >= DATE '0001-01-01' OR r.`day` IS NULL)"));
  }
}
