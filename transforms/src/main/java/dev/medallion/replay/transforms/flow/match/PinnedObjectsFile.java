package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The pinned objects of a run as a Parquet file, by source and path: what exactly it read. */
public final class PinnedObjectsFile {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("source", "VARCHAR"),
          new Column("path", "VARCHAR"),
          new Column("uri", "VARCHAR"),
          new Column("generation", "VARCHAR"),
          new Column("bytes", "BIGINT"),
          new Column("arrival_date", "DATE"));

  private PinnedObjectsFile() {}

  /** Writes the file, with any session that may write there. */
  public static void write(DuckDbSession session, Path file, Collection<ObjectRef> objects) {
    List<Column> asText = COLUMNS.stream().map(c -> new Column(c.name(), "VARCHAR")).toList();
    session.execute(Sql.createTable("objects", asText));
    session.append(
        "main",
        "objects",
        objects.stream()
            .map(
                o ->
                    List.of(
                        o.source(),
                        o.path(),
                        o.uri(),
                        o.generation(),
                        Long.toString(o.bytes()),
                        o.arrivalDate().toString()))
            .toList());
    String typed =
        COLUMNS.stream()
            .map(c -> "CAST(" + Sql.identifier(c.name()) + " AS " + c.type() + ") AS " + c.name())
            .reduce((a, b) -> a + ", " + b)
            .orElseThrow();
    session.copyToParquet("SELECT " + typed + " FROM objects ORDER BY source, path", file);
  }
}
