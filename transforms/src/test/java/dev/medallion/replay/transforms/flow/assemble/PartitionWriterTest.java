package dev.medallion.replay.transforms.flow.assemble;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.SessionSettings;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionWriterTest {
  private static final long MEBIBYTE = 1L << 20;
  private static final List<Column> COLUMNS =
      List.of(new Column("id", "BIGINT"), new Column("body", "VARCHAR"));

  @TempDir private Path folder;

  @Test
  void rowsThatFitAreOneFileByKey() {
    try (DuckDbSession session = session(64)) {
      rows(session, 1_000, 100);

      PartitionResult result = write(session, MEBIBYTE);

      assertThat(result.files(), hasSize(1));
      assertThat(ids(session, result.files().get(0)), is(sorted(session, result.files())));
    }
  }

  @Test
  void rowsThatDoNotFitAreSeveralFilesEachByKey() {
    try (DuckDbSession session = session(64)) {
      rows(session, 1_000, 5_000);

      PartitionResult result = write(session, MEBIBYTE);

      assertThat(result.files().size(), greaterThan(3));
      assertThat(result.files().stream().mapToLong(StagedFile::rows).sum(), is(1_000L));
      for (StagedFile file : result.files()) {
        assertThat(ids(session, file), is(sorted(session, List.of(file))));
      }
      assertThat(
          Contents.of(session, Sql.parquet(uris(result.files())), COLUMNS).content(),
          is(result.content()));
      assertThat(
          write(session, MEBIBYTE).files().get(1).digest(), is(result.files().get(1).digest()));
    }
  }

  @Test
  void rowsLargerThanTheMemoryAreWritten() {
    try (DuckDbSession session = session(256)) {
      rows(session, 40_000, 10_000);

      PartitionResult result = write(session, 64 * MEBIBYTE);

      assertThat(result.files().stream().mapToLong(StagedFile::rows).sum(), is(40_000L));
    }
  }

  private PartitionResult write(DuckDbSession session, long partBytes) {
    return new PartitionWriter(session, Address.of(folder), "a", partBytes)
        .write(
            new Partition("t", "all"),
            Contents.of(session, "rows", COLUMNS),
            "rows",
            COLUMNS,
            List.of("id"),
            new TreeMap<>());
  }

  /** Rows in no order, whose texts do not repeat. */
  private static void rows(DuckDbSession session, int rows, int bytes) {
    session.execute(
        """
        CREATE TABLE rows AS
        SELECT (i * 7919) %% %1$d AS id, repeat(md5(i::VARCHAR), %2$d // 32) AS body
        FROM range(%1$d) r(i)
        """
            .formatted(rows, bytes));
  }

  private static List<Long> ids(DuckDbSession session, StagedFile file) {
    return session.query(
        "SELECT id FROM read_parquet("
            + Sql.literal(file.uri())
            + ", file_row_number = true) ORDER BY file_row_number",
        row -> row.getLong(1));
  }

  private static List<Long> sorted(DuckDbSession session, List<StagedFile> files) {
    return session.query(
        "SELECT id FROM " + Sql.parquet(uris(files)) + " ORDER BY id", row -> row.getLong(1));
  }

  private static List<String> uris(List<StagedFile> files) {
    return files.stream().map(StagedFile::uri).toList();
  }

  private DuckDbSession session(int mebibytes) {
    return DuckDbSession.open(
        new SessionSettings(
            "UTC",
            mebibytes * MEBIBYTE,
            folder.resolve("work").toString(),
            List.of(folder.toString())));
  }
}
