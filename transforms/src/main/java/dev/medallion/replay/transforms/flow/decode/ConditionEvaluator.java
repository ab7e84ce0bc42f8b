package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.model.Condition;
import dev.medallion.replay.transforms.model.Condition.CompareField;
import dev.medallion.replay.transforms.model.Condition.CompareLiteral;
import dev.medallion.replay.transforms.model.Condition.In;
import dev.medallion.replay.transforms.model.Condition.IsNull;
import dev.medallion.replay.transforms.model.Condition.Operator;
import dev.medallion.replay.transforms.model.Condition.Term;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.FieldType;
import dev.medallion.replay.transforms.model.TimeFormat;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a condition holds of a decoded record. A comparison with a null, or with a value that
 * could not be decoded, does not hold, negated or not.
 */
final class ConditionEvaluator {
  private final List<Check> checks;

  private interface Check {
    boolean holds(Object[] values);
  }

  /**
   * @throws IllegalArgumentException where it names no field, or compares what can't be compared
   */
  ConditionEvaluator(Condition condition, Entity entity) {
    this.checks = condition.terms().stream().map(term -> check(term, entity)).toList();
  }

  boolean holds(Object[] values) {
    for (Check check : checks) {
      if (!check.holds(values)) {
        return false;
      }
    }
    return true;
  }

  private static Check check(Term term, Entity entity) {
    int slot = slot(entity, term.field());
    FieldType type = entity.fields().get(slot).type();
    if (term instanceof IsNull isNull) {
      return values -> (known(values[slot]) == null) != isNull.negated();
    }
    if (term instanceof In in) {
      Set<Object> literals =
          in.literals().stream().map(l -> comparable(literal(type, l))).collect(Collectors.toSet());
      return values -> {
        Object value = known(values[slot]);
        return value != null && literals.contains(comparable(value)) != in.negated();
      };
    }
    if (term instanceof CompareField fields) {
      int other = slot(entity, fields.other());
      FieldType otherType = entity.fields().get(other).type();
      if (isNumber(type) != isNumber(otherType)
          || (!isNumber(type) && type.kind() != otherType.kind())) {
        throw new IllegalArgumentException(
            entity.name() + ": " + fields.field() + " can't be compared with " + fields.other());
      }
      return values -> holds(known(values[slot]), fields.operator(), known(values[other]));
    }
    CompareLiteral compare = (CompareLiteral) term;
    Object literal = literal(type, compare.literal());
    return values -> holds(known(values[slot]), compare.operator(), literal);
  }

  private static int slot(Entity entity, String field) {
    int slot = entity.slot(field);
    if (slot < 0) {
      throw new IllegalArgumentException("entity " + entity.name() + " has no field " + field);
    }
    return slot;
  }

  private static Object known(Object value) {
    return value instanceof Issue ? null : value;
  }

  /** The literal as a record's value would be. */
  private static Object literal(FieldType type, String text) {
    if (isNumber(type)) {
      return new BigDecimal(text);
    }
    Object value =
        switch (type.kind()) {
          case BOOL -> Boolean.valueOf(text);
          case DATE, TIMESTAMP ->
              new TimeConverter(
                      List.of(
                          new TimeFormat(TimeFormat.Kind.ISO8601, "", Optional.of(ZoneOffset.UTC))),
                      type.kind() == FieldType.Kind.DATE,
                      Fineness.CUT)
                  .ofText(text);
          default -> text;
        };
    if (value instanceof Issue issue) {
      throw new IllegalArgumentException("the literal " + text + " " + issue.message());
    }
    return value;
  }

  private static boolean isNumber(FieldType type) {
    return switch (type.kind()) {
      case INT64, DECIMAL, DOUBLE -> true;
      default -> false;
    };
  }

  private static boolean holds(Object left, Operator operator, Object right) {
    if (left == null || right == null) {
      return false;
    }
    int order = compare(left, right);
    return switch (operator) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }

  private static int compare(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return Long.compare(a, b);
    }
    if (left instanceof Number && right instanceof Number && !(left instanceof Integer)) {
      return number(left).compareTo(number(right));
    }
    if (left instanceof Integer a) {
      return Integer.compare(a, (Integer) right);
    }
    if (left instanceof Boolean a) {
      return Boolean.compare(a, (Boolean) right);
    }
    return left.toString().compareTo(right.toString());
  }

  private static BigDecimal number(Object value) {
    if (value instanceof Long whole) {
      return BigDecimal.valueOf(whole);
    }
    return value instanceof Double real ? new BigDecimal(real) : (BigDecimal) value;
  }

  /** Equal for equal numbers, whatever their type and scale. */
  private static Object comparable(Object value) {
    return value instanceof Number && !(value instanceof Integer)
        ? number(value).stripTrailingZeros()
        : value;
  }
}
