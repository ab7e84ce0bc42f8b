package dev.medallion.replay.transforms.flow.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.medallion.replay.transforms.flow.format.ByteScan;
import dev.medallion.replay.transforms.flow.format.FieldReader;
import dev.medallion.replay.transforms.flow.format.MalformedRecordException;
import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.Utf8;
import java.io.IOException;
import java.util.Arrays;

/**
 * A JSON document within a buffer: one object in strict UTF-8, with or without a byte order mark.
 * Its bytes are those of the (unpacked) object, without the line's end. Used again for each record.
 */
final class JsonRecord implements RawRecord {
  private static final JsonFactory FACTORY =
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
    int start = offset;
    int end = offset + length;
    if (isByteOrderMark(start, end)) {
      start += 3;
      if (isByteOrderMark(start, end)) {
        // Jackson would take it for the first.
        throw new MalformedRecordException("a second byte order mark at byte 3");
      }
    }
    checkBytes(start, end);
    try (JsonParser parser = FACTORY.createParser(buffer, start, end - start)) {
      return read(parser, start, reader);
    } catch (MalformedRecordException e) {
      throw e;
    } catch (JsonEOFException e) {
      throw new MalformedRecordException("the record ends in the middle of its JSON (truncated)");
    } catch (StreamConstraintsException e) {
      throw new MalformedRecordException(e.getOriginalMessage());
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

  private boolean isByteOrderMark(int start, int end) {
    return end - start >= 3
        && buffer[start] == (byte) 0xef
        && buffer[start + 1] == (byte) 0xbb
        && buffer[start + 2] == (byte) 0xbf;
  }

  /** Refuses what no JSON text holds, though Jackson would take some of it. */
  private void checkBytes(int start, int end) throws MalformedRecordException {
    int nul = ByteScan.unusual(buffer, start, end);
    boolean ascii = nul == end;
    while (nul < end && buffer[nul] != 0) {
      nul = ByteScan.unusual(buffer, nul + 1, end);
    }
    if (nul < end) {
      throw new MalformedRecordException("a NUL byte at byte " + (nul - start));
    }
    int invalid = ascii ? -1 : Utf8.firstInvalid(buffer, start, end);
    if (invalid >= 0) {
      throw new MalformedRecordException("invalid UTF-8 at byte " + (invalid - start));
    }
  }
}
