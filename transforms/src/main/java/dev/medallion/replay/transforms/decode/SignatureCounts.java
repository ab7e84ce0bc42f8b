package dev.medallion.replay.transforms.decode;

import java.io.Serializable;
import java.util.EnumMap;

/** Records by what their signature said. Merging is order-free; not thread-safe. */
public final class SignatureCounts implements Serializable {
  private static final long serialVersionUID = 1;

  private final EnumMap<Result, Long> counts = new EnumMap<>(Result.class);

  /** What a signature can say. */
  public enum Result {
    /** It matches the raw body, or the payload's stored bytes. */
    VERIFIED("signature_verified"),
    /** It does not match the raw body under any secret: a dead letter. */
    BAD("signature_bad"),
    /** Just the parsed payload is stored, and its bytes do not match: no proof either way. */
    UNVERIFIABLE("signature_unverifiable"),
    /** No header. */
    UNSIGNED("unsigned"),
    /** A header, and no secret to check it with. */
    UNCHECKED("signature_unchecked");

    private final String label;

    Result(String label) {
      this.label = label;
    }

    /** As receipts name it. */
    public String label() {
      return label;
    }
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
