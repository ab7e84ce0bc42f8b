package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.decode.Outcome.Dead;
import dev.medallion.replay.transforms.flow.format.MalformedRecordException;
import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.match.EntityRoutes;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decodes the records of one source by the contracts of its entities. Every record ends in exactly
 * one {@link Outcome}; no exception means a bad record.
 *
 * <p>A record is judged in this order, and the first that fails decides: its path names an entity,
 * size, its format (and no key twice at a contract's path), signature, whether it is an error body
 * ({@code error_when}), fields in the contract's order, agreement with the path, reject conditions,
 * rules. Of a tombstone ({@code delete_when}) only key and {@code latest_by} need to be there, and
 * rules do not bind it. An error body has another shape, which is no drift.
 *
 * <p>Not thread-safe.
 */
public final class RecordDecoder {
  private final String source;
  private final int recordBytes;
  private final EntityRoutes routes;
  private final Map<String, EntityDecoder> decoders = new HashMap<>();
  private final SignatureCounts signatures = new SignatureCounts();
  private final Drift drift = new Drift();
  private Map<String, String> routedColumns;
  private Optional<EntityDecoder> routed = Optional.empty();

  public RecordDecoder(Model model, Source source, SignatureSecrets secrets) {
    this.source = source.name();
    this.recordBytes = model.limits().recordBytes();
    SignatureChecker checker = new SignatureChecker(secrets);
    this.routes = new EntityRoutes(model, source);
    for (Entity entity : model.contracts()) {
      if (entity.isFrom(source.name())) {
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
  public Outcome decode(RawRecord record, ObjectRef object) {
    return decode(record, object, false);
  }

  /**
   * What becomes of a record whose bytes were corrected. Its signature was one of its own bytes: it
   * can't match any more, and is counted instead of looked at.
   *
   * @param record of the bytes in place of its own
   * @param object that it stands in
   */
  public Outcome decodeCorrected(RawRecord record, ObjectRef object) {
    return decode(record, object, true);
  }

  private Outcome decode(RawRecord record, ObjectRef object, boolean corrected) {
    Optional<EntityDecoder> entity = route(object.columns());
    if (entity.isEmpty()) {
      return new Dead(
          Code.UNKNOWN_ENTITY,
          DeadLetter.UNKNOWN_ENTITY,
          "",
          "no entity of source " + source + " has the path columns " + routingColumns(object));
    }
    EntityDecoder decoder = entity.get();
    if (record.size() > recordBytes) {
      return new Dead(
          Code.TOO_LARGE,
          decoder.name(),
          "",
          "the record has " + record.size() + " bytes, but the model allows " + recordBytes);
    }
    try {
      Object[] values = record.read(decoder);
      Outcome outcome = decoder.judge(values, object, corrected);
      if (!(outcome instanceof Dead dead) || dead.code() != Code.UPSTREAM_ERROR_BODY) {
        decoder.countDrift(drift);
      }
      return outcome;
    } catch (MalformedRecordException e) {
      return new Dead(Code.MALFORMED_RECORD, decoder.name(), "", e.getMessage());
    }
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
