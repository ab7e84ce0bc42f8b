package dev.medallion.replay.transforms.flow.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.decode.ContractReader.DuplicateKeyException;
import dev.medallion.replay.transforms.flow.decode.Outcome.Dead;
import dev.medallion.replay.transforms.flow.match.EntityRoutes;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decodes the records of one source by the contracts of its entities. Every record ends in exactly
 * one {@link Outcome}; no exception means a bad record.
 *
 * <p>A record is judged in this order, and the first that fails decides: its path names an entity,
 * size, JSON (strict UTF-8, one object, no key twice at a contract's path), signature, fields in
 * the contract's order, agreement with the path, reject conditions, rules. Of a tombstone ({@code
 * delete_when}) only key and {@code latest_by} need to be there, and rules do not bind it.
 *
 * <p>Not thread-safe.
 */
public final class RecordDecoder {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final String source;
  private final int recordBytes;
  private final EntityRoutes routes;
  private final Map<String, EntityDecoder> decoders = new HashMap<>();
  private final SignatureCounts signatures = new SignatureCounts();
  private final Drift drift = new Drift();
  private Map<String, String> routedColumns;
  private Optional<EntityDecoder> routed = Optional.empty();
  private boolean corrected;

  public RecordDecoder(Model model, Source source, SignatureSecrets secrets) {
    this.source = source.name();
    this.recordBytes = model.limits().recordBytes();
    SignatureChecker checker = new SignatureChecker(secrets);
    this.routes = new EntityRoutes(model, source);
    for (Entity entity : model.entities()) {
      if (entity.source().equals(source.name())) {
        decoders.put(
            entity.name(), new EntityDecoder(entity, source.signature(), checker, signatures));
      }
    }
  }

  /**
   * What becomes of one record.
   *
   * @param object that it stands in; its path columns say which entity it is of
   */
  public Outcome decode(byte[] buffer, int offset, int length, ObjectRef object) {
    Optional<EntityDecoder> entity = route(object.columns());
    if (entity.isEmpty()) {
      return new Dead(
          Code.UNKNOWN_ENTITY,
          DeadLetter.UNKNOWN_ENTITY,
          "",
          "no entity of source " + source + " has the path columns " + routingColumns(object));
    }
    String name = entity.get().name();
    if (length > recordBytes) {
      return new Dead(
          Code.TOO_LARGE,
          name,
          "",
          "the record has " + length + " bytes, but the model allows " + recordBytes);
    }
    int start = offset;
    int end = offset + length;
    if (isByteOrderMark(buffer, start, end)) {
      start += 3;
      if (isByteOrderMark(buffer, start, end)) {
        // Jackson would take it for the first.
        return malformed(name, "a second byte order mark at byte 3");
      }
    }
    Optional<String> bytes = badBytes(buffer, start, end);
    if (bytes.isPresent()) {
      return malformed(name, bytes.get());
    }
    try (JsonParser parser = FACTORY.createParser(buffer, start, end - start)) {
      return decode(entity.get(), parser, buffer, start, object);
    } catch (JsonEOFException e) {
      return malformed(name, "the record ends in the middle of its JSON (truncated)");
    } catch (StreamConstraintsException | DuplicateKeyException e) {
      return malformed(
          name,
          e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage());
    } catch (JsonProcessingException e) {
      // Its own message would show the record's content.
      return malformed(name, "not JSON at byte " + Math.max(0, e.getLocation().getByteOffset()));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory were not readable", e);
    }
  }

  /**
   * What becomes of a record whose bytes were corrected. Its signature was one of its own bytes: it
   * can't match any more, and is counted instead of looked at.
   *
   * @param bytes in place of its own
   * @param object that it stands in
   */
  public Outcome decodeCorrected(byte[] bytes, ObjectRef object) {
    corrected = true;
    try {
      return decode(bytes, 0, bytes.length, object);
    } finally {
      corrected = false;
    }
  }

  private Outcome decode(
      EntityDecoder entity, JsonParser parser, byte[] buffer, int start, ObjectRef object)
      throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return malformed(entity.name(), "the record is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      return malformed(entity.name(), "the record is JSON, but not an object");
    }
    Object[] values = entity.read(parser, buffer, start);
    if (parser.nextToken() != null) {
      return malformed(entity.name(), "there is more text after the record's JSON object");
    }
    entity.countDrift(drift);
    return entity.judge(values, buffer, start, object, corrected);
  }

  /** Drift since the last call. */
  public Drift drainDrift() {
    Drift drained = new Drift();
    drained.merge(drift);
    drift.clear();
    return drained;
  }

  /** What signatures said since the last call. */
  public SignatureCounts drainSignatures() {
    SignatureCounts drained = new SignatureCounts();
    drained.merge(signatures);
    signatures.clear();
    return drained;
  }

  private static Dead malformed(String entity, String message) {
    return new Dead(Code.MALFORMED_RECORD, entity, "", message);
  }

  private static boolean isByteOrderMark(byte[] buffer, int start, int end) {
    return end - start >= 3
        && buffer[start] == (byte) 0xef
        && buffer[start + 1] == (byte) 0xbb
        && buffer[start + 2] == (byte) 0xbf;
  }

  /** What no JSON text holds, though Jackson would take some of it. */
  private static Optional<String> badBytes(byte[] buffer, int start, int end) {
    int nul = ByteScan.unusual(buffer, start, end);
    boolean ascii = nul == end;
    while (nul < end && buffer[nul] != 0) {
      nul = ByteScan.unusual(buffer, nul + 1, end);
    }
    if (nul < end) {
      return Optional.of("a NUL byte at byte " + (nul - start));
    }
    int invalid = ascii ? -1 : Utf8.firstInvalid(buffer, start, end);
    return invalid < 0
        ? Optional.empty()
        : Optional.of("invalid UTF-8 at byte " + (invalid - start));
  }

  private Optional<EntityDecoder> route(Map<String, String> columns) {
    if (columns != routedColumns) {
      routed = routes.entity(columns).map(e -> decoders.get(e.name()));
      routedColumns = columns;
    }
    return routed;
  }

  private Map<String, String> routingColumns(ObjectRef object) {
    Map<String, String> shown = new TreeMap<>();
    for (String column : routes.columns()) {
      shown.put(column, Converter.cut(object.columns().getOrDefault(column, "")));
    }
    return shown;
  }
}
