package dev.medallion.replay.bigqueryserver.sql;

import java.util.List;

/** Where the tables of a statement are. */
@FunctionalInterface
public interface Relations {

  /**
   * What is read instead of a table, in DuckDB's SQL.
   *
   * @param path the parts of its name, as written
   */
  String relation(List<String> path);
}
