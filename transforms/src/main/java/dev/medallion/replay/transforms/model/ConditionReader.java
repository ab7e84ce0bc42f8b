package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.model.Condition.CompareField;
import dev.medallion.replay.transforms.model.Condition.CompareLiteral;
import dev.medallion.replay.transforms.model.Condition.In;
import dev.medallion.replay.transforms.model.Condition.IsNull;
import dev.medallion.replay.transforms.model.Condition.Term;
import dev.medallion.replay.transforms.model.Entity.NamedCondition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the conditions of a contract, and compares them with its fields. */
final class ConditionReader {
  private final List<Field> fields;
  private final Set<String> declared;

  /**
   * @param fields those that could be read
   * @param declared the names of all that were declared
   */
  ConditionReader(List<Field> fields, Set<String> declared) {
    this.fields = fields;
    this.declared = declared;
  }

  private Optional<Field> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /** The named conditions of a list. */
  List<NamedCondition> all(YamlMapping block, String key, Section section, String conditionKey) {
    List<NamedCondition> conditions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlMapping inner : block.blocks(key, section)) {
      Optional<String> name = inner.text("name");
      if (name.isPresent() && !names.add(name.get())) {
        inner.problem(
            "name", "the name " + name.get() + " appears twice", "Give each its own name.");
      }
      Optional<Condition> condition =
          inner.text(conditionKey).flatMap(c -> one(inner, conditionKey, c));
      if (name.isPresent() && condition.isPresent()) {
        conditions.add(new NamedCondition(name.get(), condition.get()));
      }
    }
    return List.copyOf(conditions);
  }

  /** One condition. */
  Optional<Condition> one(YamlMapping at, String key, String text) {
    Condition condition;
    try {
      condition = ConditionParser.parse(text);
    } catch (IllegalArgumentException e) {
      at.problem(
          key,
          "the condition can't be read: " + e.getMessage(),
          "Write comparisons joined by AND, e.g. amount >= 0 AND op NOT IN ('D').");
      return Optional.empty();
    }
    condition.terms().forEach(t -> checkTerm(at, key, t));
    return Optional.of(condition);
  }

  private void checkTerm(YamlMapping at, String key, Term term) {
    checkField(at, key, term.field());
    Optional<Field> field = field(term.field());
    if (term instanceof CompareField compare) {
      checkField(at, key, compare.other());
      Optional<Field> other = field(compare.other());
      if (field.isPresent()
          && other.isPresent()
          && !FieldTypes.areComparable(field.get().type(), other.get().type())) {
        at.problem(
            key,
            term.field() + " and " + compare.other() + " can't be compared: their types differ",
            "Compare fields of one type.");
      }
    } else if (term instanceof CompareLiteral compare) {
      field.ifPresent(f -> checkLiterals(at, key, f, List.of(compare.literal())));
    } else if (term instanceof In in) {
      field.ifPresent(f -> checkLiterals(at, key, f, in.literals()));
    } else if (!(term instanceof IsNull)) {
      throw new AssertionError(term);
    }
  }

  private void checkField(YamlMapping at, String key, String name) {
    if (!declared.contains(name)) {
      at.problem(key, "there is no field " + name, Suggestion.among(name, declared));
    }
  }

  private static void checkLiterals(
      YamlMapping at, String key, Field field, Collection<String> literals) {
    for (String literal : literals) {
      if (!FieldTypes.fits(field.type(), literal)) {
        at.problem(
            key,
            field.name() + " can't be compared with '" + literal + "'",
            "Compare it with a value such as " + FieldTypes.example(field.type()) + ".");
      }
    }
  }
}
