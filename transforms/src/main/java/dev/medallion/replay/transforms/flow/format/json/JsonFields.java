package dev.medallion.replay.transforms.flow.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.medallion.replay.transforms.flow.format.FieldKind;
import dev.medallion.replay.transforms.flow.format.FieldSource;
import java.io.IOException;
import java.util.Arrays;

/** The fields of a JSON object, as a parser meets them. Used again for each record. */
final class JsonFields implements FieldSource {
  private JsonParser parser;
  private byte[] bytes;
  private int offset;

  /**
   * Begins with a record.
   *
   * @param on stands on the start of the record's object
   * @param buffer what the parser reads from {@code start} on
   */
  void begin(JsonParser on, byte[] buffer, int start) {
    parser = on;
    bytes = buffer;
    offset = start;
  }

  @Override
  public String nextName() throws IOException {
    String name = parser.nextFieldName();
    if (name != null) {
      parser.nextToken();
    }
    return name;
  }

  @Override
  public boolean nextElement() throws IOException {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  @Override
  public FieldKind kind() {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> FieldKind.STRING;
      case VALUE_NUMBER_INT -> FieldKind.INTEGER;
      case VALUE_NUMBER_FLOAT -> FieldKind.FRACTION;
      case VALUE_NULL -> FieldKind.NULL;
      case START_OBJECT -> FieldKind.OBJECT;
      case START_ARRAY -> FieldKind.ARRAY;
      default -> FieldKind.BOOLEAN;
    };
  }

  @Override
  public void skip() throws IOException {
    parser.skipChildren();
  }

  @Override
  public String text() throws IOException {
    return parser.getText();
  }

  @Override
  public boolean isLong() throws IOException {
    return parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  @Override
  public long longValue() throws IOException {
    return parser.getLongValue();
  }

  @Override
  public int mark() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  @Override
  public String json(int mark) throws IOException {
    return CompactJson.of(bytes, offset + mark, end());
  }

  @Override
  public byte[] bytes(int mark) throws IOException {
    return Arrays.copyOfRange(bytes, offset + mark, end());
  }

  private int end() throws IOException {
    // A text is read lazily: only then does the location stand behind it.
    parser.finishToken();
    return offset + (int) parser.currentLocation().getByteOffset();
  }
}
