package dev.medallion.replay.transforms.model;

import java.util.List;
import java.util.Set;

/**
 * A condition on the fields of one record: comparisons joined by AND, e.g. {@code amount_due <=
 * total AND op NOT IN ('D','DELETE')}.
 *
 * <p>As in SQL, a comparison with a null does not hold.
 *
 * @param terms all must hold
 */
public record Condition(List<Term> terms) {

  /** One comparison. */
  public sealed interface Term {
    String field();
  }

  /** {@code field <op> literal}. */
  public record CompareLiteral(String field, Operator operator, String literal) implements Term {}

  /** {@code field <op> other field}. */
  public record CompareField(String field, Operator operator, String other) implements Term {}

  /** {@code field [NOT] IN ('a','b')}. */
  public record In(String field, Set<String> literals, boolean negated) implements Term {}

  /** {@code field IS [NOT] NULL}. */
  public record IsNull(String field, boolean negated) implements Term {}

  /** How two values are compared. */
  public enum Operator {
    EQ("="),
    NE("!="),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
