package dev.medallion.replay.transforms.flow.read;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.transforms.flow.format.FieldKind;
import dev.medallion.replay.transforms.flow.format.FieldReader;
import dev.medallion.replay.transforms.flow.format.FieldSource;
import dev.medallion.replay.transforms.flow.format.MalformedRecordException;
import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.format.RecordSink;
import dev.medallion.replay.transforms.flow.format.json.JsonBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns of typed values behind which a footer says how many rows there are, as in Parquet: {@code
 * <name> <value>|<value>} a line, then {@code rows <n>}. A value is a whole number if all of it are
 * digits. In tests only: it shows that a format whose rows have no bytes fits the seam.
 */
final class ColumnarFormat implements RecordFormatReader {
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public RecordCutter begin(RecordSink sink, int heldBytes) {
    return new RecordCutter() {
      @Override
      public int cut(byte[] buffer, int held) {
        return held;
      }

      @Override
      public void end(byte[] buffer, int held) throws IOException {
        List<String> lines = new String(buffer, 0, held, StandardCharsets.UTF_8).lines().toList();
        String footer = lines.get(lines.size() - 1);
        if (!footer.startsWith("rows ")) {
          throw new IOException("it has no footer");
        }
        int rows = Integer.parseInt(footer.substring(5));
        List<String> names = new ArrayList<>();
        List<String[]> columns = new ArrayList<>();
        for (String line : lines.subList(0, lines.size() - 1)) {
          names.add(line.substring(0, line.indexOf(' ')));
          columns.add(line.substring(line.indexOf(' ') + 1).split("\\|", -1));
        }
        for (int row = 0; row < rows; row++) {
          int index = row;
          sink.record(new Row(names, columns.stream().map(c -> c[index]).toList()), row);
        }
      }
    };
  }

  /** Rows are kept as JSON, so that is what a correction is written in. */
  @Override
  public RawRecord alone(byte[] bytes) {
    return JsonBytes.of(bytes);
  }

  private static boolean isWhole(String value) {
    return value.chars().allMatch(Character::isDigit);
  }

  private static final class Row implements RawRecord, FieldSource {
    private final List<String> names;
    private final List<String> values;
    private int at;

    Row(List<String> names, List<String> values) {
      this.names = names;
      this.values = values;
    }

    @Override
    public int size() {
      return values.stream().mapToInt(String::length).sum();
    }

    @Override
    public byte[] bytes() {
      ObjectNode row = JSON.createObjectNode();
      for (int i = 0; i < names.size(); i++) {
        if (isWhole(values.get(i))) {
          row.put(names.get(i), Long.parseLong(values.get(i)));
        } else {
          row.put(names.get(i), values.get(i));
        }
      }
      return row.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int events() {
      return 1;
    }

    @Override
    public Object[] read(FieldReader reader) throws MalformedRecordException {
      at = -1;
      try {
        return reader.read(this);
      } catch (MalformedRecordException e) {
        throw e;
      } catch (IOException e) {
        throw new IllegalStateException("values in memory were not readable", e);
      }
    }

    private String value() {
      return values.get(at);
    }

    @Override
    public String nextName() {
      at++;
      return at < names.size() ? names.get(at) : null;
    }

    @Override
    public boolean nextElement() {
      throw new IllegalStateException("there are no lists");
    }

    @Override
    public FieldKind kind() {
      return isWhole(value()) ? FieldKind.INTEGER : FieldKind.STRING;
    }

    @Override
    public void skip() {}

    @Override
    public String text() {
      return value();
    }

    @Override
    public boolean isLong() {
      return true;
    }

    @Override
    public long longValue() {
      return Long.parseLong(value());
    }

    @Override
    public int mark() {
      return at;
    }

    @Override
    public String json(int mark) {
      return isWhole(values.get(mark)) ? values.get(mark) : '"' + values.get(mark) + '"';
    }

    @Override
    public byte[] bytes(int mark) {
      return json(mark).getBytes(StandardCharsets.UTF_8);
    }
  }
}
