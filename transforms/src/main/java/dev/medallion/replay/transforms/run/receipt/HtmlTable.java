package dev.medallion.replay.transforms.run.receipt;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import dev.medallion.replay.options.message.Shown;
import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A table of a receipt's HTML.
 *
 * @param columns in their order
 * @param <T> what a row shows
 */
record HtmlTable<T>(List<Column<T>> columns) {
  /**
   * One column.
   *
   * @param name its heading
   * @param ofNumbers whether its cells are aligned to the right
   */
  record Column<T>(String name, boolean ofNumbers, Function<T, DomContent> cell) {
    Column<T> alignedRight() {
      return new Column<>(name, true, cell);
    }
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> HtmlTable<T> of(Column<T>... columns) {
    return new HtmlTable<>(List.of(columns));
  }

  static <T> Column<T> texts(String name, Function<T, String> value) {
    return content(name, row -> text(Shown.line(value.apply(row))));
  }

  static <T> Column<T> numbers(String name, Function<T, Long> value) {
    return new Column<>(name, true, row -> text(number(value.apply(row))));
  }

  static <T> Column<T> content(String name, Function<T, DomContent> value) {
    return new Column<>(name, false, value);
  }

  /** The table with a row for each of these. */
  DivTag show(List<T> rows) {
    return div(table(
            thead(tr(each(columns, c -> aligned(th(c.name()), c)))),
            tbody(each(rows, row -> tr(each(columns, c -> aligned(td(c.cell().apply(row)), c)))))))
        .withClass("wide");
  }

  private static <T, G extends ContainerTag<G>> G aligned(G cell, Column<T> column) {
    return column.ofNumbers() ? cell.withClass("n") : cell;
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
