package dev.medallion.replay.transforms.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SQL and Java cut the calendar alike. */
class GrainSqlTest {

  @ParameterizedTest
  @EnumSource(Grain.class)
  void everyDayIsOfThePartitionThatJavaSays(Grain grain) throws SQLException {
    List<String> wrong = new ArrayList<>();
    long days = 0;
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT d, %s, %s, %s FROM (SELECT CAST(t AS DATE) AS d FROM range(DATE '1999-01-01',"
                        .formatted(
                            GrainSql.value(grain, "d"),
                            GrainSql.firstDay(grain, "d"),
                            GrainSql.lastDay(grain, "d"))
                    + " DATE '2005-03-01', INTERVAL '1 day') AS r(t))")) {
      while (row.next()) {
        days++;
        LocalDate day = row.getObject(1, LocalDate.class);
        String value = row.getString(2);
        DayRange range = grain == Grain.NONE ? DayRange.ofDay(day) : grain.days(grain.valueOf(day));
        if (!value.equals(grain.valueOf(day))
            || !range.from().equals(row.getObject(3, LocalDate.class))
            || !range.to().equals(row.getObject(4, LocalDate.class))) {
          wrong.add(day + " is of " + value);
        }
      }
    }
    assertThat(wrong, is(empty()));
    assertThat(days, is(2251L));
  }
}
