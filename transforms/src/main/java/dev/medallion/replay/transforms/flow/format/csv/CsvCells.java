package dev.medallion.replay.transforms.flow.format.csv;

import dev.medallion.replay.transforms.flow.format.FieldKind;
import dev.medallion.replay.transforms.flow.format.FieldSource;
import dev.medallion.replay.transforms.flow.format.MalformedRecordException;
import dev.medallion.replay.transforms.flow.format.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The cells of a row as fields: texts whose types only the contract knows. */
final class CsvCells implements FieldSource {
  private final List<String> names;
  private final List<String> values = new ArrayList<>();
  private int at;

  CsvCells(List<String> names) {
    this.names = names;
  }

  /** Takes the cells of the next row. */
  List<String> begin() {
    values.clear();
    at = -1;
    return values;
  }

  void checkCount() throws MalformedRecordException {
    if (values.size() != names.size()) {
      throw new MalformedRecordException(
          "the row has " + values.size() + " cells, but there are " + names.size() + " columns");
    }
  }

  @Override
  public String nextName() {
    do {
      at++;
    } while (at < names.size() && names.get(at).isEmpty());
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
    return JsonText.compact(values.get(mark));
  }

  @Override
  public byte[] bytes(int mark) {
    return values.get(mark).getBytes(StandardCharsets.UTF_8);
  }
}
