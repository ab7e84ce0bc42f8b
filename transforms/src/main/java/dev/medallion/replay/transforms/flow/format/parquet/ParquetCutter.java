package dev.medallion.replay.transforms.flow.format.parquet;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.MemoryBudget;
import dev.medallion.replay.transforms.engine.SessionSettings;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.SqlFailure;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordSink;
import dev.medallion.replay.transforms.flow.format.json.JsonDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** Copies an object to a local file, and delivers its rows once all of it is there. */
final class ParquetCutter implements RecordCutter {
  /** So many rows are held as JSON at a time. */
  private static final int BATCH_ROWS = 2048;

  private static final String NUMBER = ParquetSchema.NUMBER;

  private final SessionSettings engine;
  private final Set<String> exact;
  private final RecordSink sink;
  private final Path file;

  ParquetCutter(SessionSettings engine, Set<String> exact, RecordSink sink) {
    this.engine = engine;
    this.exact = exact;
    this.sink = sink;
    this.file = Path.of(engine.spillDir()).resolve(Nondeterminism.newToken() + ".parquet");
  }

  @Override
  public int cut(byte[] buffer, int held) throws IOException {
    if (held > 0) {
      Files.createDirectories(file.getParent());
      try (OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        out.write(buffer, 0, held);
      }
    }
    return 0;
  }

  @Override
  public void end(byte[] buffer, int held) throws IOException {
    cut(buffer, held);
    if (!Files.exists(file)) {
      throw new IOException("it is empty, so it is no Parquet file");
    }
    try (MemoryBudget.Lent lent = MemoryBudget.open(engine)) {
      DuckDbSession session = lent.session();
      List<Column> columns = load(session);
      deliver(session, columns);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Unpacks all pages: one that is damaged is found here. */
  private List<Column> load(DuckDbSession session) throws IOException {
    String rows =
        "read_parquet("
            + Sql.literal(file.toString())
            + ", hive_partitioning = false, "
            + NUMBER
            + " = true)";
    try {
      ParquetSchema schema = ParquetSchema.read(session, file.toString());
      schema.requireDifferentNames();
      schema.requireExact(exact);
      session.execute("CREATE TABLE main.rows AS SELECT * FROM " + rows);
      return session.describe("(SELECT * EXCLUDE (" + NUMBER + ") FROM main.rows)");
    } catch (SqlFailure e) {
      if (e.isShortage()) {
        throw e;
      }
      throw new IOException("it is no good Parquet file: " + withoutValues(e.plain()), e);
    }
  }

  /** DuckDB shows the value that it could not read, and the file, behind a quotation mark. */
  private static String withoutValues(String said) {
    return said.lines().findFirst().orElse("").split("[\"'`]", 2)[0].strip();
  }

  private void deliver(DuckDbSession session, List<Column> columns) {
    ParquetJson json = new ParquetJson(columns);
    JsonDocument document = new JsonDocument();
    String select = "SELECT " + json.selected() + " FROM main.rows WHERE " + NUMBER;
    long rows = session.single("SELECT count(*) FROM main.rows", row -> row.getLong(1));
    for (long first = 0; first < rows; first += BATCH_ROWS) {
      List<byte[]> batch =
          session.query(
              select
                  + " BETWEEN "
                  + first
                  + " AND "
                  + (first + BATCH_ROWS - 1)
                  + " ORDER BY "
                  + NUMBER,
              json::read);
      for (int i = 0; i < batch.size(); i++) {
        sink.record(document.alone(batch.get(i)), first + i);
      }
    }
  }
}
