package dev.medallion.replay.transforms.flow.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.medallion.replay.transforms.flow.format.FieldReader;
import dev.medallion.replay.transforms.flow.format.MalformedRecordException;
import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.StrictText;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A JSON document within a buffer: one object in strict UTF-8, with or without a byte order mark.
 * Its bytes are those of the (unpacked) object, without the line's end. Used again for each record.
 */
final class JsonRecord implements RawRecord {
  /** Where the parser's limit is set says nothing to a user. */
  private static final Pattern SETTING = Pattern.compile(",? from `[^`]*`");

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final JsonFields fields = new JsonFields();
  private byte[] buffer;
  private int offset;
  private int length;

  JsonRecord at(byte[] bytes, int from, int size) {
    buffer = bytes;
    offset = from;
    length = size;
    return this;
  }

  @Override
  public int size() {
    return length;
  }

  @Override
  public byte[] bytes() {
    return Arrays.copyOfRange(buffer, offset, offset + length);
  }

  @Override
  public int events() {
    return Math.max(1, JsonObjects.count(buffer, offset, length));
  }

  @Override
  public Object[] read(FieldReader reader) throws MalformedRecordException {
    int end = offset + length;
    int start = StrictText.behindByteOrderMark(buffer, offset, end);
    if (start > offset && StrictText.behindByteOrderMark(buffer, start, end) > start) {
      // Jackson would take it for the first.
      throw new MalformedRecordException("a second byte order mark at byte 3");
    }
    // Jackson would take some of what no JSON text holds.
    StrictText.check(buffer, start, end);
    try (JsonParser parser = FACTORY.createParser(buffer, start, end - start)) {
      return read(parser, start, reader);
    } catch (MalformedRecordException e) {
      throw e;
    } catch (JsonEOFException e) {
      throw new MalformedRecordException("the record ends in the middle of its JSON (truncated)");
    } catch (StreamConstraintsException e) {
      throw new MalformedRecordException(SETTING.matcher(e.getOriginalMessage()).replaceAll(""));
    } catch (JsonProcessingException e) {
      // Its own message would show the record's content.
      throw new MalformedRecordException(
          "not JSON at byte " + Math.max(0, e.getLocation().getByteOffset()));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory were not readable", e);
    }
  }

  private Object[] read(JsonParser parser, int start, FieldReader reader) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new MalformedRecordException("the record is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new MalformedRecordException("the record is JSON, but not an object");
    }
    fields.begin(parser, buffer, start);
    Object[] values = reader.read(fields);
    if (parser.nextToken() != null) {
      throw new MalformedRecordException("there is more text after the record's JSON object");
    }
    return values;
  }
}
