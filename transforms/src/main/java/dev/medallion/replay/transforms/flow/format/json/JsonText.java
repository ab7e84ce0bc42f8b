package dev.medallion.replay.transforms.flow.format.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON that stands in a text. */
public final class JsonText {
  private JsonText() {}

  /**
   * A text's JSON value, without the white space between its tokens.
   *
   * @return null: it is not one JSON value
   */
  public static String compact(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = JsonRecord.FACTORY.createParser(bytes)) {
      if (parser.nextToken() == null) {
        return null;
      }
      parser.skipChildren();
      parser.finishToken();
      return parser.nextToken() == null ? CompactJson.of(bytes, 0, bytes.length) : null;
    } catch (IOException e) {
      return null;
    }
  }
}
