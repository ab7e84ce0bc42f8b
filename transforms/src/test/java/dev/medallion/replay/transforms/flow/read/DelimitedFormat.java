package dev.medallion.replay.transforms.flow.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.transforms.flow.format.FieldKind;
import dev.medallion.replay.transforms.flow.format.FieldReader;
import dev.medallion.replay.transforms.flow.format.FieldSource;
import dev.medallion.replay.transforms.flow.format.MalformedRecordException;
import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.format.RecordSink;
import dev.medallion.replay.transforms.flow.format.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Delimited text with a header, as the ADR on record formats says that CSV will be read: small, and
 * in tests only. It shows that such a format fits the seam.
 */
final class DelimitedFormat implements RecordFormatReader {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final byte delimiter;

  DelimitedFormat(char delimiter) {
    this.delimiter = (byte) delimiter;
  }

  @Override
  public RecordCutter begin(RecordSink sink, int heldBytes) {
    return new Cutter(sink);
  }

  @Override
  public RawRecord alone(byte[] bytes) {
    int header = rowEnd(bytes, 0, bytes.length);
    byte[] row = Arrays.copyOfRange(bytes, Math.min(header + 1, bytes.length), bytes.length);
    int end = rowEnd(row, 0, row.length);
    boolean several = end < row.length - 1;
    return new Row(Arrays.copyOf(bytes, header), several ? row : Arrays.copyOf(row, end), several);
  }

  /** Where the line end is that no quotes enclose; {@code end}: there is none. */
  private static int rowEnd(byte[] bytes, int from, int end) {
    boolean quoted = false;
    for (int i = from; i < end; i++) {
      quoted ^= bytes[i] == '"';
      if (bytes[i] == '\n' && !quoted) {
        return i;
      }
    }
    return end;
  }

  private final class Cutter implements RecordCutter {
    private final RecordSink sink;
    private byte[] header;
    private long line;

    Cutter(RecordSink sink) {
      this.sink = sink;
    }

    @Override
    public int cut(byte[] buffer, int held) throws IOException {
      int start = 0;
      for (int i = rowEnd(buffer, 0, held); i < held; i = rowEnd(buffer, start, held)) {
        row(Arrays.copyOfRange(buffer, start, i));
        start = i + 1;
      }
      System.arraycopy(buffer, start, buffer, 0, held - start);
      return held - start;
    }

    /** What is left has no line end, or a quote that never closes: then its first line is bad. */
    @Override
    public void end(byte[] buffer, int held) throws IOException {
      byte[] rest = Arrays.copyOf(buffer, held);
      while (rest.length > 0) {
        int left = cut(rest, rest.length);
        int first = 0;
        while (first < left && rest[first] != '\n') {
          first++;
        }
        if (left > 0) {
          row(Arrays.copyOf(rest, first));
        }
        rest = Arrays.copyOfRange(rest, Math.min(first + 1, left), left);
      }
    }

    private void row(byte[] withReturn) throws IOException {
      int n = withReturn.length;
      byte[] row = Arrays.copyOf(withReturn, n > 0 && withReturn[n - 1] == '\r' ? n - 1 : n);
      long position = line;
      for (byte b : row) {
        line += b == '\n' ? 1 : 0;
      }
      line++;
      if (header == null) {
        header = row;
        if (Utf8.firstInvalid(row, 0, row.length) >= 0) {
          throw new IOException("its header is not UTF-8");
        }
      } else if (row.length > 0) {
        sink.record(new Row(header, row, false), position);
      }
    }
  }

  private final class Row implements RawRecord {
    private final byte[] header;
    private final byte[] row;
    private final boolean several;

    Row(byte[] header, byte[] row, boolean several) {
      this.header = header;
      this.row = row;
      this.several = several;
    }

    @Override
    public int size() {
      return row.length;
    }

    /** The header, too: without it nobody knows what the row says. */
    @Override
    public byte[] bytes() {
      ByteArrayOutputStream both = new ByteArrayOutputStream();
      both.writeBytes(header);
      both.write('\n');
      both.writeBytes(row);
      return both.toByteArray();
    }

    @Override
    public int events() {
      return 1;
    }

    @Override
    public Object[] read(FieldReader reader) throws MalformedRecordException {
      if (several) {
        throw new MalformedRecordException("there is more text after the record's row");
      }
      List<String> names = cells(withoutByteOrderMark(header));
      List<String> values = cells(row);
      if (values.size() != names.size()) {
        throw new MalformedRecordException(
            "the row has " + values.size() + " cells, but the header has " + names.size());
      }
      try {
        return reader.read(new Cells(names, values));
      } catch (MalformedRecordException e) {
        throw e;
      } catch (IOException e) {
        throw new IllegalStateException("cells in memory were not readable", e);
      }
    }
  }

  private static byte[] withoutByteOrderMark(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    return Arrays.copyOfRange(bytes, marked ? 3 : 0, bytes.length);
  }

  /** The cells of a row; null where nothing, not even quotes, is there. */
  private List<String> cells(byte[] row) throws MalformedRecordException {
    if (Utf8.firstInvalid(row, 0, row.length) >= 0) {
      throw new MalformedRecordException("invalid UTF-8");
    }
    String text = new String(row, StandardCharsets.UTF_8);
    List<String> cells = new ArrayList<>();
    int i = 0;
    while (true) {
      int end;
      if (i < text.length() && text.charAt(i) == '"') {
        StringBuilder cell = new StringBuilder();
        end = i + 1;
        while (true) {
          int quote = text.indexOf('"', end);
          if (quote < 0) {
            throw new MalformedRecordException("a quote is not closed");
          }
          cell.append(text, end, quote);
          end = quote + 1;
          if (end == text.length() || text.charAt(end) != '"') {
            break;
          }
          cell.append('"');
          end++;
        }
        cells.add(cell.toString());
      } else {
        int next = text.indexOf((char) delimiter, i);
        end = next < 0 ? text.length() : next;
        cells.add(end == i ? null : text.substring(i, end));
      }
      if (end == text.length()) {
        return cells;
      }
      if (text.charAt(end) != (char) delimiter) {
        throw new MalformedRecordException("there is text behind a quote");
      }
      i = end + 1;
    }
  }

  private static final class Cells implements FieldSource {
    private final List<String> names;
    private final List<String> values;
    private int at = -1;

    Cells(List<String> names, List<String> values) {
      this.names = names;
      this.values = values;
    }

    @Override
    public String nextName() {
      at++;
      return at < names.size() ? names.get(at) : null;
    }

    @Override
    public boolean nextElement() {
      throw new IllegalStateException("no cell is a list");
    }

    @Override
    public FieldKind kind() {
      return values.get(at) == null ? FieldKind.NULL : FieldKind.UNTYPED;
    }

    @Override
    public void skip() {}

    @Override
    public String text() {
      return values.get(at);
    }

    @Override
    public boolean isLong() {
      return false;
    }

    @Override
    public long longValue() {
      throw new IllegalStateException("no cell is a number before the contract says so");
    }

    @Override
    public int mark() {
      return at;
    }

    @Override
    public String json(int mark) {
      try {
        return JSON.readTree(values.get(mark)).toString();
      } catch (JsonProcessingException e) {
        return null;
      }
    }

    @Override
    public byte[] bytes(int mark) {
      return values.get(mark).getBytes(StandardCharsets.UTF_8);
    }
  }
}
