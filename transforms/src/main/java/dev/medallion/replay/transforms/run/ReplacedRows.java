package dev.medallion.replay.transforms.run;

import dev.medallion.replay.transforms.engine.Sql;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which rows a run replaces within its partitions, as SQL: all of them, or those of the scopes that
 * it names. A scope is a text; a value of another type is compared as its text.
 */
public final class ReplacedRows {
  private static final String ALL = "TRUE";

  private ReplacedRows() {}

  /**
   * A condition, which is never null.
   *
   * @param scope the column that names the scopes, where there is one
   */
  public static String of(RunSpec run, Optional<String> scope) {
    return run.scopes().isEmpty()
        ? ALL
        : scope
            .map(
                column ->
                    "coalesce(CAST("
                        + Sql.identifier(column)
                        + " AS VARCHAR) IN ("
                        + run.scopes().stream().map(Sql::literal).collect(Collectors.joining(", "))
                        + "), FALSE)")
            .orElse(ALL);
  }
}
