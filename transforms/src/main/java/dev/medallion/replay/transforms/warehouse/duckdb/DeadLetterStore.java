package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.DeadLetterUnit;
import dev.medallion.replay.transforms.warehouse.DeadLetters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Replaces the dead letters of the units that a run read, so that a rerun does not double them. */
final class DeadLetterStore implements DeadLetters {
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

  @Override
  public List<Changed> changedSince(DeadLetterChange change, long run) {
    return AskedDatabase.answer(() -> changedAfter(change, run));
  }

  private List<Changed> changedAfter(DeadLetterChange change, long run) throws SQLException {
    List<String> uris = DeadLetterChange.uris(change.files());
    try (LocalFiles.Borrowed files = LocalFiles.borrow(uris)) {
      return changedAfter(files.paths(uris), run);
    }
  }

  private List<Changed> changedAfter(List<String> files, long run) throws SQLException {
    String later =
        "SELECT u.* FROM %s u JOIN %s r USING (run_id) WHERE r.sequence > %d"
            .formatted(OpsSchema.DEAD_LETTER_UNITS, OpsSchema.RUNS, run);
    String there =
        "SELECT %1$s FROM %2$s l SEMI JOIN (%3$s) u USING (source, entity, arrival_date)"
            .formatted(IDENTITY, OpsSchema.DEAD_LETTERS, later);
    String brought =
        files.isEmpty()
            ? "SELECT %1$s FROM %2$s WHERE FALSE".formatted(IDENTITY, OpsSchema.DEAD_LETTERS)
            : "SELECT %1$s FROM %2$s SEMI JOIN (%3$s) u USING (source, entity, arrival_date)"
                .formatted(IDENTITY, Sql.parquet(files), later);
    List<Changed> changed = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT d.source, d.entity, CAST(d.arrival_date AS VARCHAR), u.run_id FROM"
                    + " ((%1$s EXCEPT %2$s) UNION (%2$s EXCEPT %1$s)) d JOIN %3$s u"
                        .formatted(
                            "(" + there + ")", "(" + brought + ")", OpsSchema.DEAD_LETTER_UNITS)
                    + " USING (source, entity, arrival_date) ORDER BY ALL")) {
      while (row.next()) {
        changed.add(new Changed(unit(row), row.getString(4)));
      }
    }
    return changed;
  }

  private static DeadLetterUnit unit(ResultSet row) throws SQLException {
    return DeadLetterUnit.ofDay(
        row.getString(1), row.getString(2), LocalDate.parse(row.getString(3)));
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
    List<String> letters = DeadLetterChange.uris(change.files());
    List<String> mended = DeadLetterChange.uris(change.mendedElsewhere());
    try (LocalFiles.Borrowed files =
        LocalFiles.borrow(Stream.concat(letters.stream(), mended.stream()).toList())) {
      replace(change, files.paths(letters), files.paths(mended));
    }
  }

  private void replace(DeadLetterChange change, List<String> paths, List<String> mended)
      throws SQLException {
    keepAttempts();
    findKept(mended, paths);
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
  private void findKept(List<String> mended, List<String> bad) throws SQLException {
    String records =
        mended.isEmpty()
            ? "SELECT '' AS source, '' AS object, 0::BIGINT AS position WHERE FALSE"
            : "SELECT source, object, position FROM " + Sql.parquet(mended);
    String again =
        bad.isEmpty() ? "" : " EXCEPT SELECT source, object, position FROM " + Sql.parquet(bad);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE %s AS WITH r AS (%s) ((FROM r) UNION SELECT source, object, -1 FROM r)%s"
              .formatted(KEPT, records, again));
    }
  }

  @Override
  public List<DeadLetterUnit> units(DeadLetterChange change) {
    return change.files().isEmpty() ? List.of() : AskedDatabase.answer(() -> unitsOf(change));
  }

  private List<DeadLetterUnit> unitsOf(DeadLetterChange change) throws SQLException {
    List<DeadLetterUnit> units = new ArrayList<>();
    List<String> uris = DeadLetterChange.uris(change.files());
    try (LocalFiles.Borrowed files = LocalFiles.borrow(uris);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT DISTINCT source, entity, CAST(arrival_date AS VARCHAR) FROM "
                    + Sql.parquet(files.paths(uris))
                    + " ORDER BY ALL")) {
      while (row.next()) {
        units.add(unit(row));
      }
    }
    return units;
  }
}
