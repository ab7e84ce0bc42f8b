package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Json;
import java.nio.charset.StandardCharsets;

/**
 * A job and its file in one call.
 *
 * <p>Source: cloud.google.com/bigquery/docs/reference/api-uploads#multipart.
 *
 * @param file one char a byte
 */
record Upload(ObjectNode job, String file) {

  static Upload of(String contentType, String text) {
    int at = contentType.indexOf("boundary=");
    if (at < 0) {
      throw ApiException.unsupported("uploads other than multipart");
    }
    String boundary = contentType.substring(at + "boundary=".length()).replace("\"", "");
    String mark = "--" + boundary;
    int first = text.indexOf(mark);
    int second = text.indexOf(mark, first + mark.length());
    int third = text.indexOf(mark, second + mark.length());
    if (first < 0 || second < 0 || third < 0) {
      throw ApiException.invalid("The upload has not two parts");
    }
    String json =
        new String(
            content(text, first, second).getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.UTF_8);
    return new Upload(Json.parseObject(json), content(text, second, third));
  }

  private static String content(String text, int from, int to) {
    int lines = text.indexOf("\r\n\r\n", from);
    int start = lines < 0 ? text.indexOf("\n\n", from) + 2 : lines + 4;
    int end = text.startsWith("\r\n", to - 2) ? to - 2 : to - 1;
    return text.substring(start, end);
  }
}
