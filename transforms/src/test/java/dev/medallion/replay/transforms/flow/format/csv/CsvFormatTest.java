package dev.medallion.replay.transforms.flow.format.csv;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.flow.format.FieldKind;
import dev.medallion.replay.transforms.flow.format.MalformedRecordException;
import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.model.Csv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CsvFormatTest {
  private static final int MOST_BYTES = 60;
  private static final CsvFormat STANDARD = new CsvFormat(Csv.STANDARD, MOST_BYTES);

  private static String read(RawRecord record) {
    try {
      Object[] values =
          record.read(
              fields -> {
                List<String> cells = new ArrayList<>();
                for (String name = fields.nextName(); name != null; name = fields.nextName()) {
                  cells.add(name + "=" + (fields.kind() == FieldKind.NULL ? null : fields.text()));
                }
                return cells.toArray();
              });
      return Arrays.toString(values);
    } catch (MalformedRecordException e) {
      return e.getMessage();
    }
  }

  /** Each record as {@code position: cells}; the same however the object is cut, and alone. */
  private static List<String> rows(RecordFormatReader format, String text) throws IOException {
    byte[] object = text.getBytes(StandardCharsets.UTF_8);
    List<String> whole = rows(format, object, object.length + 1);
    for (int piece : new int[] {1, 2, 3, 7}) {
      assertThat(rows(format, object, piece), is(whole));
    }
    return whole;
  }

  private static List<String> rows(RecordFormatReader format, byte[] object, int piece)
      throws IOException {
    List<String> rows = new ArrayList<>();
    RecordCutter cutter =
        format.begin(
            (record, position) -> {
              String row = read(record);
              rows.add(position + ": " + row);
              assertThat(read(format.alone(record.bytes())), is(row));
            },
            1 << 20);
    byte[] buffer = new byte[object.length];
    int held = 0;
    for (int at = 0; at < object.length; at += piece) {
      int n = Math.min(piece, object.length - at);
      System.arraycopy(object, at, buffer, held, n);
      held = cutter.cut(buffer, held + n);
    }
    cutter.end(buffer, held);
    return rows;
  }

  @Test
  void aCellIsNullEmptyOrText() throws Exception {
    assertThat(
        rows(STANDARD, "a,b,c\r\n1,,\"\"\r\n\r\n,x\"y,\"p,\"\"q\"\"\nr\"\n\"2\",3,4"),
        contains(
            "1: [a=1, b=null, c=]", "3: [a=null, b=x\"y, c=p,\"q\"\nr]", "5: [a=2, b=3, c=4]"));
  }

  @Test
  void whereQuotesAreWrongOnlyTheLineIsLost() throws Exception {
    assertThat(
        rows(STANDARD, "a,b\n1,\"x\" y\n2,3\n4,\"open\n5,6\n"),
        contains(
            "1: there is text behind a closing quote at byte 5",
            "2: [a=2, b=3]",
            "3: a quote is not closed",
            "4: [a=5, b=6]"));
  }

  @Test
  void aQuoteThatClosesTooLateIsOpen() throws Exception {
    String many = "7,8\n".repeat(MOST_BYTES / 4);
    assertThat(
        rows(STANDARD, "a,b\n1,\"open\n" + many + "9,\"\"\n").subList(0, 3),
        contains("1: a quote is not closed", "2: [a=7, b=8]", "3: [a=7, b=8]"));
  }

  @Test
  void aRowHasAsManyCellsAsColumns() throws Exception {
    assertThat(
        rows(STANDARD, "a,b\n1\n1,2,3\n1,2,\n"),
        contains(
            "1: the row has 1 cells, but there are 2 columns",
            "2: the row has 3 cells, but there are 2 columns",
            "3: the row has 3 cells, but there are 2 columns"));
  }

  @Test
  void theModelMayNameTheColumns() throws Exception {
    RecordFormatReader named =
        new CsvFormat(new Csv('|', '\'', Optional.of('\\'), List.of("id", "text")), MOST_BYTES);
    assertThat(
        rows(named, "\ufeff1|'it\\'s; ''x'' \\\\'\n2|\"y\""),
        contains("0: [id=1, text=it's; 'x' \\]", "1: [id=2, text=\"y\"]"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() throws Exception {
    assertThat(rows(STANDARD, "\ufeffa,b\n1,2"), contains("1: [a=1, b=2]"));
    assertThat(rows(STANDARD, "\ufeff\"a\",b\n1,2"), contains("1: [a=1, b=2]"));
  }

  @Test
  void cellsWithoutANameAreNotRead() throws Exception {
    assertThat(rows(STANDARD, "a,,b,\n1,2,3,4\n"), contains("1: [a=1, b=3]"));
  }

  @Test
  void anObjectWithoutRowsHasNoRecord() throws Exception {
    for (String text : List.of("", "\n", "\r\n\r\n", "a,b", "a,b\n", "\n\na,b\n\n")) {
      assertThat(rows(STANDARD, text), is(empty()));
    }
  }

  @Test
  void aBadHeaderMakesTheObjectUnreadable() {
    for (String text : List.of("a,b,a\n1,2,3\n", "a,\"b\n1,2\n", "a,\0\n1,2\n")) {
      assertThrows(IOException.class, () -> rows(STANDARD, text));
    }
    IOException alike = assertThrows(IOException.class, () -> rows(STANDARD, "a,b,a\n1,2,3\n"));
    assertThat(alike.getMessage(), is("its header names two columns alike"));
  }

  @Test
  void aCorrectionIsOneRowBelowItsHeader() {
    for (String text : List.of("a,b\n1,2\n3,4", "a,b\n1,\"x\"y", "a,b", "", "a,a\n1,2")) {
      String problem = read(STANDARD.alone(text.getBytes(StandardCharsets.UTF_8)));
      assertThat(text + " -> " + problem, problem.startsWith("["), is(false));
    }
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> cell =
        Arbitraries.of("a", "ß", "\"", ",", ";", "\n", "\r", "\\", " ", "\t", "\ud83d\ude00", "0")
            .list()
            .ofMaxSize(6)
            .map(parts -> String.join("", parts))
            .injectNull(0.2);
    return Arbitraries.integers()
        .between(1, 4)
        .flatMap(columns -> cell.list().ofSize(columns).list().ofMaxSize(6));
  }

  /** What any writer writes who quotes where it is needed comes back, however it is cut. */
  @Property(tries = 300)
  void whatWasWrittenIsRead(@ForAll("tables") List<List<String>> table, @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
    int columns = table.isEmpty() ? 1 : table.get(0).size();
    List<String> names = List.of("a", "b", "c", "d").subList(0, columns);
    StringBuilder text = new StringBuilder(String.join(",", names));
    List<String> wanted = new ArrayList<>();
    for (List<String> row : table) {
      String written =
          row.stream().map(cell -> written(cell, random)).collect(Collectors.joining(","));
      if (written.isEmpty()) {
        continue;
      }
      text.append(lineEnd).append(written);
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        cells.add(names.get(i) + "=" + row.get(i));
      }
      wanted.add(cells.toString());
    }
    List<String> found =
        rows(new CsvFormat(Csv.STANDARD, 1 << 20), text.toString()).stream()
            .map(r -> r.substring(r.indexOf(' ') + 1))
            .toList();
    assertThat(found, is(wanted));
  }

  private static String written(String cell, Random random) {
    if (cell == null) {
      return "";
    }
    boolean needed =
        cell.isEmpty()
            || cell.startsWith("\"")
            || cell.chars().anyMatch(c -> c == ',' || c == '\n' || c == '\r');
    return needed || random.nextBoolean() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
