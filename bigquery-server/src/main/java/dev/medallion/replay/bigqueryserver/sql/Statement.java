package dev.medallion.replay.bigqueryserver.sql;

import java.util.List;
import java.util.Optional;

/** A statement of a script, its parts in DuckDB's SQL. */
public sealed interface Statement {

  /** As the statistics of a job name it. */
  String type();

  /** The table that it changes. */
  default Optional<List<String>> target() {
    return Optional.empty();
  }

  /** Reads. */
  record Select(String sql) implements Statement {
    @Override
    public String type() {
      return "SELECT";
    }
  }

  /**
   * Adds rows.
   *
   * @param columns none for all
   */
  record Insert(List<String> table, List<String> columns, String rows) implements Statement {
    @Override
    public String type() {
      return "INSERT";
    }

    @Override
    public Optional<List<String>> target() {
      return Optional.of(table);
    }
  }

  /** Removes the rows of a condition. */
  record Delete(List<String> table, String alias, String condition) implements Statement {
    @Override
    public String type() {
      return "DELETE";
    }

    @Override
    public Optional<List<String>> target() {
      return Optional.of(table);
    }
  }

  /** Removes all rows. */
  record Truncate(List<String> table) implements Statement {
    @Override
    public String type() {
      return "TRUNCATE_TABLE";
    }

    @Override
    public Optional<List<String>> target() {
      return Optional.of(table);
    }
  }

  /** Removes a table. */
  record Drop(List<String> table, boolean ifExists) implements Statement {
    @Override
    public String type() {
      return "DROP_TABLE";
    }

    @Override
    public Optional<List<String>> target() {
      return Optional.of(table);
    }
  }

  /** Makes a table of a query's rows. */
  record Create(List<String> table, boolean orReplace, boolean ifNotExists, String rows)
      implements Statement {
    @Override
    public String type() {
      return "CREATE_TABLE_AS_SELECT";
    }

    @Override
    public Optional<List<String>> target() {
      return Optional.of(table);
    }
  }

  /** Makes a clone or a snapshot of a table. */
  record Clone(List<String> table, List<String> source, boolean snapshot, Optional<String> expires)
      implements Statement {
    @Override
    public String type() {
      return snapshot ? "CREATE_SNAPSHOT_TABLE" : "CREATE_TABLE";
    }

    @Override
    public Optional<List<String>> target() {
      return Optional.of(table);
    }
  }

  /** Begins or ends a transaction. */
  record Transaction(String type) implements Statement {}
}
