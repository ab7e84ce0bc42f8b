package dev.medallion.replay.transforms.warehouse.embedded;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.changeset.ChangeSet;
import dev.medallion.replay.transforms.deadletter.DeadLetter;
import dev.medallion.replay.transforms.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.duckdb.Sql;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.DeadLetterUnit;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Replaces the dead letters of the units that a run read, so that a rerun does not double them. */
final class DeadLetterStore {
  private static final String COLUMNS =
      "source, entity, arrival_date, object, generation, position, columns, stage, code, field,"
          + " message, raw, _run_id, _attempt, _model_version";

  /** What tells two dead letters apart, and what each says; not which run said it. */
  private static final String IDENTITY =
      "source, entity, arrival_date, object, generation, position, stage, code, field, raw";

  private static final String ATTEMPTS = "known_attempts";

  private static final String KEPT = "letters_kept";

  private final Connection connection;

  DeadLetterStore(Connection connection) {
    this.connection = connection;
  }

  /** In the order of their identity. */
  List<DeadLetter> read(Optional<DayRange> arrived) throws SQLException {
    List<DeadLetter> letters = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * REPLACE (CAST(columns AS VARCHAR) AS columns) FROM "
                + OpsSchema.DEAD_LETTERS
                + (arrived.isPresent()
                    ? " WHERE arrival_date BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)"
                    : "")
                + " ORDER BY source, object, generation, position, stage, code")) {
      if (arrived.isPresent()) {
        select.setString(1, arrived.get().from().toString());
        select.setString(2, arrived.get().to().toString());
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          letters.add(DeadLetterFile.letter(row));
        }
      }
    }
    return letters;
  }

  /**
   * Refuses a change whose units hold other dead letters than it brings, published by a run that
   * came after it was made: it would take them back.
   *
   * @param madeAfter the number of the newest run that the change knew
   */
  void requireUnchanged(DeadLetterChange change, long madeAfter) throws SQLException {
    if (madeAfter == ChangeSet.UNKNOWN || change.unitsRead().isEmpty()) {
      return;
    }
    String later =
        "SELECT u.* FROM %s u JOIN %s r USING (run_id) WHERE r.sequence > %d"
            .formatted(OpsSchema.DEAD_LETTER_UNITS, OpsSchema.RUNS, madeAfter);
    String there =
        "SELECT %1$s FROM %2$s l SEMI JOIN (%3$s) u USING (source, entity, arrival_date)"
            .formatted(IDENTITY, OpsSchema.DEAD_LETTERS, later);
    String brought =
        change.files().isEmpty()
            ? "SELECT %1$s FROM %2$s WHERE FALSE".formatted(IDENTITY, OpsSchema.DEAD_LETTERS)
            : "SELECT %1$s FROM %2$s SEMI JOIN (%3$s) u USING (source, entity, arrival_date)"
                .formatted(
                    IDENTITY,
                    Sql.parquet(change.files().stream().map(Path::toString).toList()),
                    later);
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT d.source, d.entity, CAST(d.arrival_date AS VARCHAR), u.run_id FROM"
                    + " ((%1$s EXCEPT %2$s) UNION (%2$s EXCEPT %1$s)) d JOIN %3$s u"
                        .formatted(
                            "(" + there + ")", "(" + brought + ")", OpsSchema.DEAD_LETTER_UNITS)
                    + " USING (source, entity, arrival_date) ORDER BY ALL")) {
      while (row.next()) {
        DeadLetterUnit unit =
            DeadLetterUnit.ofDay(
                row.getString(1), row.getString(2), LocalDate.parse(row.getString(3)));
        if (change.replaces(unit)) {
          throw new ConflictException(
              "nothing was published: run "
                  + row.getString(4)
                  + " has since published other dead letters of "
                  + unit
                  + "; run again to make a change set against what is there now");
        }
      }
    }
  }

  /**
   * Replaces the dead letters of the units that a run read, and notes which of them are others now.
   */
  void replace(DeadLetterChange change, String runId) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE letters_before AS SELECT %s FROM %s"
              .formatted(IDENTITY, OpsSchema.DEAD_LETTERS));
      replace(change);
      String now = "SELECT %s FROM %s".formatted(IDENTITY, OpsSchema.DEAD_LETTERS);
      statement.execute(
          """
          CREATE OR REPLACE TEMP TABLE units_changed AS
          SELECT DISTINCT source, entity, arrival_date FROM (
            (SELECT * FROM letters_before EXCEPT %1$s) UNION (%1$s EXCEPT SELECT * FROM letters_before))
          """
              .formatted("(" + now + ")"));
      statement.execute(
          "DELETE FROM %1$s u USING units_changed c WHERE u.source = c.source AND u.entity = c.entity AND u.arrival_date = c.arrival_date"
              .formatted(OpsSchema.DEAD_LETTER_UNITS));
      statement.execute(
          "INSERT INTO %s SELECT source, entity, arrival_date, %s FROM units_changed"
              .formatted(OpsSchema.DEAD_LETTER_UNITS, Sql.literal(runId)));
    }
  }

  private void replace(DeadLetterChange change) throws SQLException {
    List<String> paths = change.files().stream().map(Path::toString).toList();
    if (!paths.isEmpty()) {
      requireListed(change, paths);
    }
    keepAttempts();
    findKept(change, paths);
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM "
                + OpsSchema.DEAD_LETTERS
                + " l WHERE source = ? AND entity = ?"
                + " AND arrival_date BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)"
                + " AND NOT EXISTS (SELECT 1 FROM "
                + KEPT
                + " k WHERE k.source = l.source AND k.object = l.object"
                + " AND k.position = l.position)")) {
      for (DeadLetterUnit unit : change.unitsRead()) {
        delete.setString(1, unit.source());
        delete.setString(2, unit.entity());
        delete.setString(3, unit.arrived().from().toString());
        delete.setString(4, unit.arrived().to().toString());
        delete.executeUpdate();
      }
    }
    if (!paths.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "INSERT INTO "
                + OpsSchema.DEAD_LETTERS
                + " ("
                + COLUMNS
                + ") SELECT "
                + COLUMNS
                    .replace(" columns,", " CAST(columns AS JSON),")
                    .replace("_attempt", "greatest(_attempt, coalesce(known, 1))")
                + " FROM (SELECT *, CASE WHEN position < 0 THEN '' ELSE generation END AS content"
                + " FROM "
                + Sql.parquet(paths)
                + ") LEFT JOIN "
                + ATTEMPTS
                + " USING (source, object, content, position)");
      }
    }
  }

  /**
   * A replay reads a record as if for the first time; how often it was tried is known here alone.
   * An object as a whole is the same one after it was repaired, whatever its generation.
   */
  private void keepAttempts() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE "
              + ATTEMPTS
              + " AS SELECT source, object, CASE WHEN position < 0 THEN '' ELSE generation END AS"
              + " content, position, max(_attempt) AS known FROM "
              + OpsSchema.DEAD_LETTERS
              + " WHERE _attempt > 1 GROUP BY ALL");
    }
  }

  /**
   * The letters that stay though their unit was read: of records that a day which stays still
   * lacks. What is bad again has a new letter.
   */
  private void findKept(DeadLetterChange change, List<String> bad) throws SQLException {
    String records =
        change.mendedElsewhere().isEmpty()
            ? "SELECT '' AS source, '' AS object, 0::BIGINT AS position WHERE FALSE"
            : "SELECT source, object, position FROM "
                + Sql.parquet(change.mendedElsewhere().stream().map(Path::toString).toList());
    String again =
        bad.isEmpty() ? "" : " EXCEPT SELECT source, object, position FROM " + Sql.parquet(bad);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE %s AS WITH r AS (%s) ((FROM r) UNION SELECT source, object, -1 FROM r)%s"
              .formatted(KEPT, records, again));
    }
  }

  /** Those of another unit would stand there twice after the next run. */
  private void requireListed(DeadLetterChange change, List<String> paths) throws SQLException {
    List<String> others = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT DISTINCT source, entity, CAST(arrival_date AS VARCHAR) FROM "
                    + Sql.parquet(paths)
                    + " ORDER BY ALL")) {
      while (row.next()) {
        DeadLetterUnit unit =
            DeadLetterUnit.ofDay(
                row.getString(1), row.getString(2), LocalDate.parse(row.getString(3)));
        if (!change.replaces(unit)) {
          others.add(unit.toString());
        }
      }
    }
    if (!others.isEmpty()) {
      throw new WarehouseException(
          "nothing was published: there are dead letters of "
              + String.join(", ", others)
              + ", which the run does not say that it read fully; this is a bug, keep the run's"
              + " folder and report it");
    }
  }
}
