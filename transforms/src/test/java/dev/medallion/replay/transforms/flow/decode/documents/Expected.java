package dev.medallion.replay.transforms.flow.decode.documents;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import java.util.List;
import java.util.Set;

/** What should become of a document. */
sealed interface Expected {

  /**
   * A row.
   *
   * @param values by field; null where it has none. A text, or {@code List<List<String>>} of a
   *     list's elements: see {@link PlainValues}
   */
  record Row(List<Object> values, boolean deleted) implements Expected {}

  /** Rejected by a rule. */
  record Rejected(String rule) implements Expected {}

  /**
   * A dead letter.
   *
   * @param codes the one, or where the rules leave it open those it may have
   */
  record Dead(Set<Code> codes, String field) implements Expected {
    Dead(Code code, String field) {
      this(Set.of(code), field);
    }
  }
}
