package dev.medallion.replay.transforms.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads how a source's CSV is written. */
final class CsvReader {
  private CsvReader() {}

  static Csv read(YamlMapping block) {
    char delimiter = character(block, "delimiter").orElse(Csv.STANDARD.delimiter());
    char quote = character(block, "quote").orElse(Csv.STANDARD.quote());
    Optional<Character> escape = character(block, "escape");
    if (delimiter == quote
        || (escape.isPresent() && Set.of(delimiter, quote).contains(escape.get()))) {
      block.problem(
          block.has("quote") ? "quote" : "delimiter",
          "delimiter, quote and escape are not three different characters",
          "A quote that is doubled stands for itself: that needs no escape.");
    }
    List<String> columns = block.texts("columns").stream().map(YamlMapping.Item::text).toList();
    return new Csv(delimiter, quote, escape, columns);
  }

  private static Optional<Character> character(YamlMapping block, String key) {
    Optional<String> text = block.text(key);
    if (text.isPresent() && !isOne(text.get())) {
      block.problem(
          key,
          key + " is not one ASCII character that is neither a letter nor a digit",
          "Write it in quotes, e.g. ';' or \"\\t\".");
      return Optional.empty();
    }
    return text.map(t -> t.charAt(0));
  }

  private static boolean isOne(String text) {
    char c = text.charAt(0);
    return text.length() == 1
        && c < 0x80
        && !Character.isLetterOrDigit(c)
        && (c == '\t' || !Character.isISOControl(c));
  }
}
