package dev.medallion.replay.transforms.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads which path columns say that a record is one of a contract. */
final class WhereReader {
  private WhereReader() {}

  /**
   * Reads {@code where}.
   *
   * @param paths of the sources, as far as they could be read
   */
  static Map<String, String> read(YamlMapping block, List<PathTemplate> paths) {
    Map<String, String> where = new LinkedHashMap<>();
    block
        .textByName("where")
        .forEach(
            (column, value) -> {
              where.put(column, value.text());
              paths.forEach(p -> check(block, p, column, value));
            });
    return where;
  }

  private static void check(
      YamlMapping block, PathTemplate template, String column, YamlMapping.Item value) {
    Optional<PathTemplate.Named> named =
        template
            .parts()
            .filter(PathTemplate.Named.class::isInstance)
            .map(PathTemplate.Named.class::cast)
            .filter(p -> p.name().equals(column))
            .findFirst();
    if (named.isEmpty()) {
      block.problemAt(
          value.node(),
          "where: the source's path has no {" + column + "}",
          Suggestion.among(column, template.columns()));
    } else if (!value.text().matches(named.get().regex())) {
      block.problemAt(
          value.node(),
          "where: " + column + " is never " + value.text() + " in the source's path",
          "Write a value that matches " + named.get().regex() + ".");
    }
  }
}
