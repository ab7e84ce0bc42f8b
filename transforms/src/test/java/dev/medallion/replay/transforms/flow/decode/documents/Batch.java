package dev.medallion.replay.transforms.flow.decode.documents;

import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.RecordFormat;
import dev.medallion.replay.transforms.model.Source;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Documents of one entity, and the objects they stand in: one each, or all in one of lines. */
final class Batch {
  final Model model;
  final Entity entity;
  final Source source;
  final List<ObjectRef> objects = new ArrayList<>();
  final TreeMap<String, byte[]> bytes = new TreeMap<>();

  /** Where a record stands. */
  record Place(String object, long position) {}

  private Batch(Model model, Entity entity) {
    this.model = model;
    this.entity = entity;
    this.source = model.sources().get(entity.sources().get(0));
  }

  static Batch draw(long seed, Model model, Entity entity, int documents) {
    Batch batch = new Batch(model, entity);
    DocumentDraw draw = new DocumentDraw(seed, entity);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int i = 0; i < documents; i++) {
      // Far apart, so that no flipped bit makes one of another.
      String id = "id." + Long.toHexString((seed * 31 + i + 1) * 0x9e3779b97f4a7c15L);
      byte[] document = draw.draw(id, batch.columns(id));
      while (batch.source.format() == RecordFormat.JSONL && holdsSeveral(document)) {
        document = draw.draw(id, batch.columns(id));
      }
      if (batch.source.format() == RecordFormat.JSON) {
        batch.add(id, document);
      } else {
        lines.writeBytes(document);
        lines.write('\n');
      }
    }
    if (batch.source.format() == RecordFormat.JSONL) {
      batch.add("lines", lines.toByteArray());
    }
    return batch;
  }

  /**
   * Whether another object begins behind a complete one: how such a line is split is told by
   * JsonObjectsTest.
   */
  private static boolean holdsSeveral(byte[] document) {
    int depth = 0;
    boolean inText = false;
    boolean complete = false;
    for (int i = 0; i < document.length; i++) {
      switch (document[i]) {
        case '\\' -> i += inText ? 1 : 0;
        case '"' -> inText = !inText;
        case '{' -> {
          if (!inText && complete) {
            return true;
          }
          depth += inText ? 0 : 1;
        }
        case '}' -> {
          depth -= inText ? 0 : 1;
          complete |= depth == 0;
        }
        case '\n' -> {
          depth = 0;
          inText = false;
          complete = false;
        }
        default -> {}
      }
    }
    return false;
  }

  private Map<String, String> columns(String id) {
    TreeMap<String, String> columns = new TreeMap<>(entity.where());
    for (String column : source.path().columns()) {
      columns.putIfAbsent(column, column.equals("event_id") ? PlainReading.safe(id) : "7");
    }
    columns.put("arrival_date", "2026-02-03");
    return columns;
  }

  private void add(String id, byte[] content) {
    String path = entity.name() + "/" + id;
    bytes.put(path, content);
    objects.add(
        new ObjectRef(
            source.name(),
            "/" + path,
            path,
            "1",
            content.length,
            LocalDate.of(2026, 2, 3),
            columns(id)));
  }

  /** The records that a reader should find, cut by the plainest of rules. */
  Map<Place, byte[]> records() {
    Map<Place, byte[]> records = new java.util.LinkedHashMap<>();
    for (ObjectRef object : objects) {
      byte[] content = bytes.get(object.path());
      if (source.format() == RecordFormat.JSON) {
        records.put(new Place(object.path(), 0), content);
        continue;
      }
      int start = 0;
      long line = 0;
      for (int i = 0; i <= content.length; i++) {
        if (i == content.length || content[i] == '\n') {
          int end = i < content.length && i > start && content[i - 1] == '\r' ? i - 1 : i;
          byte[] record = Arrays.copyOfRange(content, start, end);
          if (!new String(record, java.nio.charset.StandardCharsets.ISO_8859_1)
              .replaceAll("[ \t\r]", "")
              .isEmpty()) {
            records.put(new Place(object.path(), line), record);
          }
          line++;
          start = i + 1;
        }
      }
    }
    return records;
  }
}
