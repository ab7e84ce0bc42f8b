package dev.medallion.replay.transforms.flow.read;

import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.decode.Outcome;
import dev.medallion.replay.transforms.flow.decode.RecordDecoder;
import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.repair.correction.Correction;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import java.util.Map;

/**
 * Decodes the records of one source: each from the bytes of its correction, if one is in force,
 * otherwise from its own. Runs, redrives and arrival windows all do it here.
 *
 * <p>Not thread-safe.
 */
public final class CorrectableRecords {
  private final RecordFormatReader format;
  private final RecordDecoder decoder;
  private final Corrections corrections;
  private long corrected;

  public CorrectableRecords(
      RecordFormatReader format, RecordDecoder decoder, Corrections corrections) {
    this.format = format;
    this.decoder = decoder;
    this.corrections = corrections;
  }

  /**
   * Decodes every record of an object.
   *
   * @return how many records there were
   * @throws ObjectReadFailure where the object can't be read; nothing was decoded then
   */
  public long decodeAll(ObjectRef object, RecordReader reader, OutcomeSink sink)
      throws ObjectReadFailure {
    Map<Long, byte[]> instead = corrections.of(object);
    return reader.forEach(
        object,
        format,
        (record, position) ->
            sink.outcome(decode(record, position, object, instead), record, position));
  }

  /**
   * Decodes the record of a dead letter, without its object.
   *
   * @param object that it stands in, as far as decoding needs it
   */
  public Outcome decode(DeadLetter letter, ObjectRef object) {
    return decode(format.alone(letter.raw()), letter.position(), object, corrections.of(object));
  }

  /** Decodes the bytes of a correction, whether it is in force or not. */
  public Outcome decode(Correction correction) {
    return decodeInstead(correction.bytes(), correction.object());
  }

  /** How many records had their bytes replaced by a correction so far. */
  public long corrected() {
    return corrected;
  }

  private Outcome decode(
      RawRecord own, long position, ObjectRef object, Map<Long, byte[]> instead) {
    if (instead.isEmpty() || !instead.containsKey(position)) {
      return decoder.decode(own, object);
    }
    corrected++;
    return decodeInstead(instead.get(position), object);
  }

  private Outcome decodeInstead(byte[] bytes, ObjectRef object) {
    return decoder.decodeCorrected(format.alone(bytes), object);
  }
}
