package dev.medallion.replay.transforms.run.receipt;

import java.util.List;

/** Writes HTML; every text that comes from data goes through {@link #escape}. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Text as it stands in a document or an attribute. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Markup of our own. */
  Html raw(String markup) {
    out.append(markup).append('\n');
    return this;
  }

  Html heading(String text) {
    return raw("<h2>" + escape(text) + "</h2>");
  }

  Html paragraph(String text) {
    return raw("<p>" + escape(text) + "</p>");
  }

  /**
   * A table.
   *
   * @param columns a name that begins with {@code >} is a column of numbers
   * @param rows cells; one that begins with {@link #MARKUP} is markup of our own
   */
  Html table(List<String> columns, List<List<String>> rows) {
    out.append("<div class=\"wide\"><table><thead><tr>");
    columns.forEach(
        c ->
            out.append(isNumber(c) ? "<th class=\"n\">" : "<th>")
                .append(escape(isNumber(c) ? c.substring(1) : c))
                .append("</th>"));
    out.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      out.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        out.append(isNumber(columns.get(i)) ? "<td class=\"n\">" : "<td>")
            .append(cell(row.get(i)))
            .append("</td>");
      }
      out.append("</tr>\n");
    }
    out.append("</tbody></table></div>\n");
    return this;
  }

  /** Begins a cell that is markup already. */
  static final String MARKUP = "\u0000";

  private static String cell(String text) {
    return text.startsWith(MARKUP) ? text.substring(MARKUP.length()) : escape(text);
  }

  private static boolean isNumber(String column) {
    return column.startsWith(">");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
