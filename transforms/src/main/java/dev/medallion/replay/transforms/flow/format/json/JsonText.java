package dev.medallion.replay.transforms.flow.format.json;

import com.fasterxml.jackson.core.JsonParser;
import dev.medallion.replay.transforms.flow.format.FieldSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One JSON value that stands in a text. */
public final class JsonText implements AutoCloseable {
  private final byte[] bytes;
  private final JsonParser parser;
  private final JsonFields fields = new JsonFields();

  private JsonText(String text) throws IOException {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
    this.parser = JsonRecord.FACTORY.createParser(bytes);
    if (parser.nextToken() == null) {
      throw new IOException("there is no JSON");
    }
    fields.begin(parser, bytes, 0);
  }

  /**
   * Begins with a text.
   *
   * @throws IOException where it does not begin as JSON does
   */
  public static JsonText of(String text) throws IOException {
    return new JsonText(text);
  }

  /** Stands on the value. */
  public FieldSource fields() {
    return fields;
  }

  /**
   * Checks that nothing follows the value, which was read to its end.
   *
   * @throws IOException where something does
   */
  public void end() throws IOException {
    if (parser.nextToken() != null) {
      throw new IOException("there is more text after the JSON");
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /**
   * A text's JSON value, without the white space between its tokens.
   *
   * @return null: it is not one JSON value
   */
  public static String compact(String text) {
    try (JsonText json = of(text)) {
      json.parser.skipChildren();
      json.parser.finishToken();
      json.end();
      return CompactJson.of(json.bytes, 0, json.bytes.length);
    } catch (IOException e) {
      return null;
    }
  }
}
