package dev.medallion.replay.pipelines.text.query;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryPrinterTest {
  private static final QueryResult RESULT =
      new QueryResult(
          List.of(
              new Column("id", "VARCHAR"),
              new Column("amount", "DECIMAL(18,2)"),
              new Column("paid", "BOOLEAN")),
          List.of(
              List.of(
                  Optional.of("a,\"b\""), Optional.of("1234567890123456.50"), Optional.of("true")),
              List.of(Optional.of(""), Optional.empty(), Optional.empty()),
              List.of(Optional.of("NULL"), Optional.of("7.00"), Optional.of("false"))),
          2);

  @Test
  void aTableIsAlignedAndSaysHowManyMoreThereAre() {
    assertThat(
        print(Format.TABLE, RESULT),
        is(
            """
              id                  amount  paid
              a,"b"  1234567890123456.50  true
                                    NULL  NULL
              NULL                  7.00  false
            (3 rows, 2 more: --limit=0 prints all)
            """
                .indent(0)));
  }

  @Test
  void aControlCharacterDoesNotReachTheTerminal() {
    QueryResult nasty =
        new QueryResult(
            List.of(new Column("x", "VARCHAR")), List.of(List.of(Optional.of("a\u001b[2Jb\n"))), 0);
    assertThat(print(Format.TABLE, nasty), is("  x\n  a·[2Jb·\n(1 row)\n"));
  }

  @Test
  void csvTellsANullFromAnEmptyText() {
    assertThat(
        print(Format.CSV, RESULT),
        is(
            "id,amount,paid\r\n\"a,\"\"b\"\"\",1234567890123456.50,true\r\n\"\",,\r\n"
                + "NULL,7.00,false\r\n"));
  }

  @Test
  void jsonKeepsNumbersExact() {
    assertThat(
        print(Format.JSON, RESULT).replaceAll("\\s+", ""),
        is(
            "[{\"id\":\"a,\\\"b\\\"\",\"amount\":1234567890123456.50,\"paid\":true},"
                + "{\"id\":\"\",\"amount\":null,\"paid\":null},"
                + "{\"id\":\"NULL\",\"amount\":7.00,\"paid\":false}]"));
  }

  private static String print(Format format, QueryResult result) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    QueryPrinter.of(format, new PrintStream(out, true, StandardCharsets.UTF_8)).print(result);
    return out.toString(StandardCharsets.UTF_8);
  }
}
