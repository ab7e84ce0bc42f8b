package dev.medallion.replay.transforms.decode;

import java.io.Serializable;
import java.util.Arrays;

/** Records by what their signature said. Merging is order-free; not thread-safe. */
public final class SignatureCounts implements Serializable {
  private static final long serialVersionUID = 1;

  private final long[] counts = new long[Result.values().length];

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
    counts[result.ordinal()]++;
  }

  /** Adds another's counts to these. */
  public void merge(SignatureCounts other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  public long count(Result result) {
    return counts[result.ordinal()];
  }

  void clear() {
    Arrays.fill(counts, 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignatureCounts that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }
}
