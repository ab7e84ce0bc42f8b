package dev.medallion.replay.transforms.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainErrorTest {
  private static final String NOISE = "closed pending query";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result\\nError: Conversion Error: no | Conversion Error: no",
        "Attempting to execute an unsuccessful or closed pending query result\\nError: Out of Memory Error: full | Out of Memory Error: full",
        "Catalog Error: Table with name a does not exist! | Catalog Error: Table with name a does not exist!",
        "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result | DuckDB does not say why",
      })
  void theDriversOwnWordsAreLeftOut(String said, String plain) {
    assertThat(PlainError.text(said.replace("\\n", "\n")), is(plain));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT CAST(a AS INTEGER) FROM (VALUES ('x')) t(a)",
        "SELECT sum(CAST(a AS INTEGER)) FROM (SELECT 'x' || i AS a FROM range(9) r(i))",
        "COPY (SELECT CAST('x' || i AS INTEGER) FROM range(9) r(i)) TO 'no/where/x.parquet'",
        "SELECT * FROM nowhere",
        "SELECT error('of its own')",
      })
  void aFailureIsToldInPlainWordsHoweverItIsRun(String sql) {
    try (DuckDbSession session =
        DuckDbSession.open(new SessionSettings("UTC", 64 << 20, folder.toString(), List.of()))) {
      List<Consumer<String>> ways =
          List.of(
              session::execute,
              s -> session.query(s, row -> row.getString(1)),
              s -> session.copyToParquet(s.replaceAll("COPY \\((.*)\\) TO.*", "$1"), folder));
      for (Consumer<String> way : ways) {
        SqlFailure failure = assertThrows(SqlFailure.class, () -> way.accept(sql));
        assertThat(failure.getMessage(), not(containsString(NOISE)));
        assertThat(failure.getCause().getMessage(), not(containsString(NOISE)));
        assertThat(failure.getCause().getMessage(), containsString("Error"));
      }
    }
  }

  @Test
  void aFullDiskIsToldWithoutTheStatement() {
    SQLException full =
        new SQLException(
            "IO Error: Could not write file \"/t/a.parquet\": No space left on device");
    assertThat(
        new SqlFailure("COPY secret TO x", full).getMessage(),
        is("cannot write /t/a.parquet: No space left on device"));
    assertThat(
        new SqlFailure("SELECT a", new SQLException("Binder Error: no a")).getMessage(),
        is("Binder Error: no a\nin: SELECT a"));
  }
}
