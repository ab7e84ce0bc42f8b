package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelRelations;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.duckdb.DuckDBAppender;

/** The relation {@code objects}: one row for each object of a source that was read. */
final class ObjectsRelation {
  static final String NAME = "objects";

  private final DuckDbSession session;
  private final List<Column> columns;
  private final String source;

  ObjectsRelation(DuckDbSession session, Model model, String source) {
    this.session = session;
    this.columns = ModelRelations.objectColumns(model.sources().get(source));
    this.source = source;
  }

  void load(Iterable<ObjectOutcome> objects) {
    session.execute(Sql.createTable(Sql.qualified("batch", NAME), columns));
    try (DuckDBAppender appender = session.connection().createAppender("batch", NAME)) {
      for (ObjectOutcome outcome : objects) {
        if (outcome.object().source().equals(source) && !outcome.unreadable()) {
          append(appender, outcome);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("could not load the relation objects", e);
    }
  }

  private void append(DuckDBAppender appender, ObjectOutcome outcome) throws SQLException {
    appender.beginRow();
    for (Column column : columns) {
      switch (column.name()) {
        case "source" -> appender.append(outcome.object().source());
        case "path" -> appender.append(outcome.object().path());
        case "arrival_date" -> appender.append(outcome.object().arrivalDate());
        case "records" -> appender.append(outcome.records());
        case "newest_version_at" -> appendTime(appender, outcome);
        default -> appendPathColumn(appender, column, outcome);
      }
    }
    appender.endRow();
  }

  private static void appendPathColumn(
      DuckDBAppender appender, Column column, ObjectOutcome outcome) throws SQLException {
    String value = outcome.object().columns().get(column.name());
    if (column.type().equals("DATE")) {
      appender.append(LocalDate.parse(value));
    } else {
      appender.append(value);
    }
  }

  private static void appendTime(DuckDBAppender appender, ObjectOutcome outcome)
      throws SQLException {
    if (outcome.newest().isPresent()) {
      appender.append(
          java.time.OffsetDateTime.ofInstant(
              java.time.Instant.EPOCH.plus(
                  outcome.newest().getAsLong(), java.time.temporal.ChronoUnit.MICROS),
              java.time.ZoneOffset.UTC));
    } else {
      appender.appendNull();
    }
  }
}
