package dev.medallion.replay.transforms.flow.decode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Records by what their signature said. Merging is order-free; not thread-safe. */
public final class SignatureCounts implements Serializable {
  private static final long serialVersionUID = 1;

  @JsonIgnore private final EnumMap<Result, Long> counts = new EnumMap<>(Result.class);

  /** What a signature can say. */
  public enum Result {
    /** It matches the raw body, or the payload's stored bytes. */
    VERIFIED("signature_verified"),
    /** It does not match the raw body under any secret: a dead letter. */
    BAD("signature_bad"),
    /** The raw body matches, and the payload says something else: a dead letter. */
    OTHER_PAYLOAD("signature_of_other_payload"),
    /** Just the parsed payload is stored, and its bytes do not match: no proof either way. */
    UNVERIFIABLE("signature_unverifiable"),
    /** No header. */
    UNSIGNED("unsigned"),
    /** A header, and no secret to check it with. */
    UNCHECKED("signature_unchecked"),
    /** The record's bytes were corrected, so it can't match: whoever corrected it vouches. */
    CORRECTED("signature_of_corrected");

    private final String label;

    Result(String label) {
      this.label = label;
    }

    /** As receipts name it. */
    public String label() {
      return label;
    }
  }

  public SignatureCounts() {}

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  SignatureCounts(Map<Result, Long> counts) {
    this.counts.putAll(counts);
  }

  /** As completion records hold it. */
  @JsonValue
  Map<Result, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  void add(Result result) {
    counts.merge(result, 1L, Long::sum);
  }

  /** Adds another's counts to these. */
  public void merge(SignatureCounts other) {
    other.counts.forEach((result, count) -> counts.merge(result, count, Long::sum));
  }

  public long count(Result result) {
    return counts.getOrDefault(result, 0L);
  }

  void clear() {
    counts.clear();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignatureCounts that && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }
}
