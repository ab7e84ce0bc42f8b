package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.decode.Outcome.Dead;
import dev.medallion.replay.transforms.model.Condition;
import dev.medallion.replay.transforms.model.Condition.Term;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Field;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells an entity's error bodies ({@code error_when}) from its records, by the fields that the
 * condition names: all others may be absent or of any type.
 */
final class ErrorBodies {
  private final Entity entity;
  private final Condition condition;
  private final ConditionEvaluator evaluator;

  ErrorBodies(Entity entity, Condition condition) {
    this.entity = entity;
    this.condition = condition;
    this.evaluator = new ConditionEvaluator(condition, entity);
  }

  /** What becomes of a record that is one; empty: it is none. */
  Optional<Dead> find(Object[] values) {
    if (!evaluator.holds(values)) {
      return Optional.empty();
    }
    String said =
        condition.terms().stream()
            .map(Term::field)
            .distinct()
            .map(name -> says(name, values[entity.slot(name)]))
            .collect(Collectors.joining(", "));
    return Optional.of(
        new Dead(
            Code.UPSTREAM_ERROR_BODY,
            entity.name(),
            condition.terms().get(0).field(),
            "the record is an error body: " + said));
  }

  private String says(String name, Object value) {
    Field field = entity.field(name).orElseThrow();
    if (value == null) {
      return name + " is null";
    }
    return field.pii() || value instanceof Issue
        ? name + " has a value"
        : name + " is " + Converter.cut(CanonicalText.of(field.type(), value));
  }
}
