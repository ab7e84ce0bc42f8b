package dev.medallion.replay.transforms.model.sql;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BannedFunctionsTest {
  /** Depend on nothing but their arguments, or on the order of a list, which is a value. */
  private static final Set<String> HARMLESS_AGGREGATES =
      Set.of(
          "bit_and",
          "bit_or",
          "bit_xor",
          "bitstring_agg",
          "bool_and",
          "bool_or",
          "count",
          "count_if",
          "count_star",
          "countif",
          "histogram",
          "histogram_exact",
          "mad",
          "max",
          "median",
          "min",
          "quantile",
          "quantile_cont",
          "quantile_disc",
          "regr_count");

  /** Windows only: they are refused without an order. */
  private static final Set<String> WINDOWS =
      Set.of(
          "cume_dist",
          "dense_rank",
          "fill",
          "first_value",
          "lag",
          "last_value",
          "lead",
          "nth_value",
          "ntile",
          "percent_rank",
          "rank",
          "rank_dense",
          "row_number");

  @Test
  void everyFunctionThatTheEngineCallsUnstableIsBanned() throws SQLException {
    Set<String> unstable =
        names("function_type = 'scalar' AND stability IS DISTINCT FROM 'CONSISTENT'");

    unstable.removeAll(BannedFunctions.UNSTABLE);

    assertThat(unstable, is(empty()));
  }

  @Test
  void everyAggregateOfTheEngineHasBeenThoughtAbout() throws SQLException {
    Set<String> aggregates = names("function_type = 'aggregate'");

    aggregates.removeAll(HARMLESS_AGGREGATES);
    aggregates.removeAll(WINDOWS);
    aggregates.removeAll(BannedFunctions.SUMS);
    aggregates.removeAll(BannedFunctions.FLOATING);
    aggregates.removeAll(BannedFunctions.APPROXIMATE);
    aggregates.removeAll(BannedFunctions.ORDER_SENSITIVE);

    assertThat(aggregates, is(empty()));
  }

  private static Set<String> names(String condition) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT function_name FROM duckdb_functions() WHERE " + condition)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
