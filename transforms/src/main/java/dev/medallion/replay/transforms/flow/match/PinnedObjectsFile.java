package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.StreamSupport;

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

  /**
   * Writes the file, with any session that may write there. No more objects are held at once than
   * the caller holds: it is DuckDB that sorts them, and spills.
   *
   * @return hex SHA-256 over source, path, generation and size of every object, in the file's order
   */
  public static String write(DuckDbSession session, Path file, Iterable<ObjectRef> objects) {
    List<Column> asText = COLUMNS.stream().map(c -> new Column(c.name(), "VARCHAR")).toList();
    session.execute(Sql.createTable("objects", asText));
    session.append(
        "main",
        "objects",
        () ->
            StreamSupport.stream(objects.spliterator(), false)
                .map(PinnedObjectsFile::row)
                .iterator());
    String typed =
        COLUMNS.stream()
            .map(c -> "CAST(" + Sql.identifier(c.name()) + " AS " + c.type() + ") AS " + c.name())
            .reduce((a, b) -> a + ", " + b)
            .orElseThrow();
    session.copyToParquet("SELECT " + typed + " FROM objects ORDER BY source, path", file);
    return digest(session);
  }

  private static List<String> row(ObjectRef object) {
    return List.of(
        object.source(),
        object.path(),
        object.uri(),
        object.generation(),
        Long.toString(object.bytes()),
        object.arrivalDate().toString());
  }

  private static String digest(DuckDbSession session) {
    MessageDigest digest = Sha256.start();
    session.query(
        "SELECT source, path, generation, bytes FROM objects ORDER BY source, path",
        row -> {
          for (int column = 1; column <= 4; column++) {
            digest.update((row.getString(column) + "\n").getBytes(StandardCharsets.UTF_8));
          }
          return true;
        });
    return Sha256.hex(digest);
  }
}
