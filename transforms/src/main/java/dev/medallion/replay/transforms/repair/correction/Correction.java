package dev.medallion.replay.transforms.repair.correction;

import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * Bytes that stand for a bad record's own from now on, or the end of that. Never changed once it is
 * stored: a later one of the same place, with a higher sequence, overrules it.
 *
 * @param format of this document; a program that knows less refuses it
 * @param sequence from 1, of its place
 * @param withdrawn the record's own bytes count again
 * @param entity as its path tells
 * @param arrivalDate of its object
 * @param columns its object's path columns
 * @param bytes the record's new ones; empty where it is withdrawn
 * @param reason why, in the words of whoever made it
 * @param runId the run that brought it
 * @param at by the clock
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below look at the bytes
public record Correction(
    int format,
    RecordPlace place,
    int sequence,
    boolean withdrawn,
    String entity,
    LocalDate arrivalDate,
    Map<String, String> columns,
    byte[] bytes,
    String reason,
    String runId,
    Instant at) {
  /** Of the documents that this program writes. */
  static final int FORMAT = 1;

  /** The first correction of a dead letter's record; the store may give it a later sequence. */
  public static Correction of(
      DeadLetter letter, byte[] bytes, String reason, String runId, Instant at) {
    return new Correction(
        FORMAT,
        RecordPlace.of(letter),
        1,
        false,
        letter.entity(),
        letter.arrivalDate(),
        letter.columns(),
        bytes,
        reason,
        runId,
        at);
  }

  /** Other bytes in place of these. */
  public Correction amended(byte[] next, String why, String by, Instant when) {
    return new Correction(
        FORMAT, place, sequence + 1, false, entity, arrivalDate, columns, next, why, by, when);
  }

  /** The end of this one. */
  public Correction withdrawal(String why, String by, Instant when) {
    return new Correction(
        FORMAT,
        place,
        sequence + 1,
        true,
        entity,
        arrivalDate,
        columns,
        new byte[0],
        why,
        by,
        when);
  }

  Correction numbered(int number) {
    return new Correction(
        format, place, number, withdrawn, entity, arrivalDate, columns, bytes, reason, runId, at);
  }

  /** The object that the record stands in, as far as decoding needs it. */
  public ObjectRef object() {
    return new ObjectRef(
        place.source(),
        place.object(),
        place.object(),
        place.generation(),
        bytes.length,
        arrivalDate,
        columns);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Correction that
        && format == that.format
        && place.equals(that.place)
        && sequence == that.sequence
        && withdrawn == that.withdrawn
        && entity.equals(that.entity)
        && arrivalDate.equals(that.arrivalDate)
        && columns.equals(that.columns)
        && Arrays.equals(bytes, that.bytes)
        && reason.equals(that.reason)
        && runId.equals(that.runId)
        && at.equals(that.at);
  }

  @Override
  public int hashCode() {
    return Objects.hash(place, sequence);
  }

  /** Without the bytes, which may hold personal data. */
  @Override
  public String toString() {
    return place + (withdrawn ? " withdrawn" : " corrected") + " (" + sequence + ")";
  }
}
