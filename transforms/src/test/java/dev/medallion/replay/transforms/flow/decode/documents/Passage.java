package dev.medallion.replay.transforms.flow.decode.documents;

import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.block.Block;
import dev.medallion.replay.transforms.flow.block.BlockBuffers;
import dev.medallion.replay.transforms.flow.block.BlockReader;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.decode.RecordDecoder;
import dev.medallion.replay.transforms.flow.decode.SignatureSecrets;
import dev.medallion.replay.transforms.flow.decode.documents.Batch.Place;
import dev.medallion.replay.transforms.flow.match.EntityRoutes;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.read.CorrectableRecords;
import dev.medallion.replay.transforms.flow.read.ObjectDecoder;
import dev.medallion.replay.transforms.flow.read.RecordFormats;
import dev.medallion.replay.transforms.flow.read.RecordReader;
import dev.medallion.replay.transforms.flow.shard.Fragment;
import dev.medallion.replay.transforms.flow.shard.ShardBuilder;
import dev.medallion.replay.transforms.model.EventStream;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType.Kind;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import dev.medallion.replay.transforms.run.MaskSecret;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.RepairDigests;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.Address;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A batch's way through the pipeline's own classes: read, decoded, put in blocks, and built. */
final class Passage {
  final List<DeadLetter> dead = new ArrayList<>();
  final List<Place> decoded = new ArrayList<>();
  final Map<String, Long> rejected = new TreeMap<>();
  long records;

  /** Rows of the Parquet files, by key. */
  final Map<String, List<Object>> rows = new HashMap<>();

  private final Batch batch;
  private final List<Block> blocks = new ArrayList<>();

  private Passage(Batch batch) {
    this.batch = batch;
  }

  static Passage of(Batch batch, Path folder) throws SQLException {
    Passage passage = new Passage(batch);
    passage.decode();
    for (Fragment fragment : passage.build(folder)) {
      if (!fragment.table().equals(batch.entity.name())) { // the ledger's
        passage.readBack(fragment);
      }
    }
    return passage;
  }

  private void decode() {
    Map<String, Integer> shards =
        batch.model.streams().stream().collect(Collectors.toMap(EventStream::name, s -> 1));
    try (BlockBuffers buffers =
        new BlockBuffers(batch.model, shards, 64 << 10, 1 << 20, blocks::add)) {
      ObjectDecoder decoder =
          new ObjectDecoder(
              new EntityRoutes(batch.model, batch.source),
              new RecordReader(new InMemoryStore(batch.bytes)),
              new CorrectableRecords(
                  RecordFormats.ofRecordsAlone(batch.model, batch.source),
                  new RecordDecoder(batch.model, batch.source, SignatureSecrets.NONE),
                  Corrections.NONE),
              buffers,
              dead::add);
      for (ObjectRef object : batch.objects) {
        ObjectOutcome outcome = decoder.decode(object);
        records += outcome.records();
        outcome.rejected().forEach((rule, n) -> rejected.merge(rule, n, Long::sum));
      }
      buffers.flush();
    }
    BlockReader reader = new BlockReader(batch.model);
    for (Block block : blocks) {
      reader.forEach(block, row -> decoded.add(new Place(row.object().path(), row.position())));
    }
  }

  private List<Fragment> build(Path folder) {
    RunSpec run =
        new RunSpec(
            "documents",
            ModelFiles.of(Map.of()),
            new TreeMap<>(),
            Scope.of(
                DayRange.ofDay(LocalDate.of(2026, 2, 3)), Instant.parse("2026-03-01T00:00:00Z")),
            Map.of(),
            Set.of(),
            List.of(),
            WarehouseAddress.duckDb(folder.resolve("none.duckdb")),
            Address.of(folder),
            Address.of(folder),
            Address.of(folder),
            1,
            64 << 10,
            1 << 30,
            1,
            List.of(),
            List.of(),
            MaskSecret.NONE,
            RepairDigests.NONE,
            Mode.PLAN,
            0);
    EventStream stream =
        batch.model.streams().stream()
            .filter(s -> s.entities().contains(batch.entity))
            .findFirst()
            .orElseThrow();
    return new ShardBuilder(batch.model, run).build(stream, 0, blocks, "1").fragments();
  }

  private void readBack(Fragment fragment) throws SQLException {
    String columns =
        batch.entity.fields().stream()
            .map(f -> read(f, Sql.identifier(f.name())))
            .collect(Collectors.joining(", "));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT " + columns + " FROM read_parquet(" + Sql.literal(fragment.uri()) + ")")) {
      while (found.next()) {
        List<Object> row = new ArrayList<>();
        String key = "";
        for (int i = 0; i < batch.entity.fields().size(); i++) {
          Field field = batch.entity.fields().get(i);
          row.add(value(field, found.getObject(i + 1)));
          if (batch.entity.key().contains(field.name())) {
            key = found.getString(i + 1);
          }
        }
        rows.put(key, row);
      }
    }
  }

  /** An expression that shows the column's exact value. */
  private static String read(Field field, String column) {
    return switch (field.type().kind()) {
      case TIMESTAMP -> "CAST(epoch_us(" + column + ") AS VARCHAR)";
      case DATE -> "CAST(" + column + " - DATE '1970-01-01' AS VARCHAR)";
      case DOUBLE -> column;
      case LIST_STRUCT ->
          "list_transform("
              + column
              + ", lambda e: ["
              + field.children().stream()
                  .map(c -> inner(c, "e." + Sql.identifier(c.name())))
                  .collect(Collectors.joining(", "))
              + "])";
      default -> "CAST(" + column + " AS VARCHAR)";
    };
  }

  private static String inner(Field field, String column) {
    // Elements of a list are of one type: its own text is enough of a nested list.
    return field.type().kind() == Kind.LIST_STRUCT
        ? "CAST(list_transform("
            + column
            + ", lambda i: ["
            + field.children().stream()
                .map(c -> "CAST(i." + Sql.identifier(c.name()) + " AS VARCHAR)")
                .collect(Collectors.joining(", "))
            + "]) AS JSON)::VARCHAR"
        : "CAST(" + read(field, column) + " AS VARCHAR)";
  }

  private static Object value(Field field, Object read) throws SQLException {
    if (read instanceof Array array) {
      List<List<Object>> elements = new ArrayList<>();
      for (Object element : (Object[]) array.getArray()) {
        List<Object> values = new ArrayList<>();
        Object[] children = (Object[]) ((Array) element).getArray();
        for (int i = 0; i < children.length; i++) {
          values.add(value(field.children().get(i), children[i]));
        }
        elements.add(values);
      }
      return elements;
    }
    if (read != null && field.type().kind() == Kind.DOUBLE) {
      return Double.toString(Double.parseDouble(read.toString()));
    }
    if (read != null && field.type().kind() == Kind.DECIMAL) {
      // DuckDB writes no zero before the point where the type has no digit there.
      return new BigDecimal(read.toString()).toPlainString();
    }
    return read;
  }

  /** The same text for what {@link PlainValues} read of a nested list. */
  static Object shown(Object expected) {
    if (!(expected instanceof List<?> elements)) {
      return expected;
    }
    List<List<Object>> all = new ArrayList<>();
    for (Object element : elements) {
      List<Object> values = new ArrayList<>();
      for (Object value : (List<?>) element) {
        values.add(value instanceof List<?> inner ? json(inner) : value);
      }
      all.add(values);
    }
    return all;
  }

  private static String json(List<?> rows) {
    return rows.stream()
        .map(
            row ->
                ((List<?>) row)
                    .stream()
                        .map(v -> v == null ? "null" : quoted((String) v))
                        .collect(Collectors.joining(",", "[", "]")))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
  }

  /** The dead letters by place. */
  Map<Place, DeadLetter> deadByPlace() {
    Map<Place, DeadLetter> byPlace = new HashMap<>();
    for (DeadLetter letter : dead) {
      DeadLetter other = byPlace.put(new Place(letter.object(), letter.position()), letter);
      if (other != null) {
        throw new AssertionError("two dead letters of " + Arrays.asList(other, letter));
      }
    }
    return byPlace;
  }
}
