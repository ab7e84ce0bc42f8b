package dev.medallion.replay.transforms.flow.decode.documents;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.decode.documents.JsonText.Arr;
import dev.medallion.replay.transforms.flow.decode.documents.JsonText.NoJson;
import dev.medallion.replay.transforms.flow.decode.documents.JsonText.Obj;
import dev.medallion.replay.transforms.flow.decode.documents.JsonText.Value;
import dev.medallion.replay.transforms.flow.decode.documents.PlainTimes.Bad;
import dev.medallion.replay.transforms.model.Condition;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType.Kind;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An independent reading of a document: its whole tree first, then field by field. Slow and plain,
 * where the pipeline is neither; of the pipeline it uses the contract alone.
 */
final class PlainReading {
  private final Entity entity;
  private final Set<String> paths = new HashSet<>();

  /**
   * @param more further paths of the contract, such as the signature's
   */
  PlainReading(Entity entity, List<String> more) {
    this.entity = entity;
    entity.fields().forEach(f -> f.paths().forEach(p -> addPath(p.toString())));
    entity.ignored().forEach(p -> addPath(p.toString()));
    more.forEach(this::addPath);
  }

  private void addPath(String path) {
    for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
      paths.add(path.substring(0, end));
    }
    paths.add(path);
  }

  /**
   * What should become of a record.
   *
   * @param columns of its object's path
   */
  Expected read(byte[] record, Map<String, String> columns) {
    Obj tree;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
      Value value = JsonText.read(text.startsWith("\ufeff") ? text.substring(1) : text);
      if (!(value instanceof Obj object) || hasTwice(object, "", paths)) {
        return malformed();
      }
      tree = object;
    } catch (NoJson | CharacterCodingException e) {
      return malformed();
    }
    List<Object> values = new ArrayList<>();
    for (Field field : entity.fields()) {
      values.add(PlainValues.of(tree, field));
    }
    return judged(values, columns);
  }

  private static Expected malformed() {
    return new Expected.Dead(Code.MALFORMED_RECORD, "");
  }

  /** Whether a key of the contract stands twice. */
  private boolean hasTwice(Value value, String path, Set<String> known) {
    if (value instanceof Obj object) {
      Set<String> seen = new HashSet<>();
      for (JsonText.Member member : object.members()) {
        String child = path + "/" + member.key().replace("~", "~0").replace("/", "~1");
        if (known.contains(child)
            && (!seen.add(member.key()) || hasTwice(member.value(), child, known))) {
          return true;
        }
      }
    } else if (value instanceof Arr array) {
      Optional<Field> list = known == paths ? listAt(entity.fields(), path) : Optional.empty();
      for (int i = 0; i < array.items().size(); i++) {
        String child = path + "/" + i;
        if (known.contains(child) && hasTwice(array.items().get(i), child, known)) {
          return true;
        }
        if (list.isPresent() && elementHasTwice(array.items().get(i), list.get())) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<Field> listAt(List<Field> fields, String path) {
    return fields.stream()
        .filter(
            f -> f.type().kind() == Kind.LIST_STRUCT && f.paths().get(0).toString().equals(path))
        .findFirst();
  }

  private static boolean elementHasTwice(Value element, Field list) {
    if (!(element instanceof Obj object)) {
      return false;
    }
    Set<String> seen = new HashSet<>();
    for (JsonText.Member member : object.members()) {
      String path = "/" + member.key();
      Optional<Field> child =
          list.children().stream()
              .filter(c -> c.paths().stream().anyMatch(p -> p.toString().equals(path)))
              .findFirst();
      if (child.isPresent()) {
        boolean inner =
            child.get().type().kind() == Kind.LIST_STRUCT
                && member.value() instanceof Arr array
                && array.items().stream().anyMatch(i -> elementHasTwice(i, child.get()));
        if (!seen.add(path) || inner) {
          return true;
        }
      }
    }
    return false;
  }

  private Expected judged(List<Object> values, Map<String, String> columns) {
    if (entity.errorWhen().filter(c -> holds(c, values)).isPresent()) {
      return new Expected.Dead(
          Code.UPSTREAM_ERROR_BODY, entity.errorWhen().get().terms().get(0).field());
    }
    boolean deleted = entity.deleteWhen().filter(c -> holds(c, values)).isPresent();
    for (int i = 0; i < values.size(); i++) {
      Field field = entity.fields().get(i);
      boolean key = entity.key().contains(field.name());
      boolean identity =
          key || entity.latestBy().stream().anyMatch(t -> t.column().equals(field.name()));
      if (values.get(i) == null && (key || field.required()) && (!deleted || identity)) {
        return new Expected.Dead(Code.MISSING_FIELD, field.name());
      }
      if (values.get(i) instanceof Bad bad) {
        return new Expected.Dead(bad.codes(), field.name());
      }
    }
    for (int i = 0; i < values.size(); i++) {
      Field field = entity.fields().get(i);
      if (field.pathColumn().isPresent() && values.get(i) instanceof String own) {
        String written = field.pathColumn().get().safeId() ? safe(own) : own;
        if (!written.equals(columns.get(field.pathColumn().get().column()))) {
          return new Expected.Dead(Code.KEY_MISMATCH, field.name());
        }
      }
    }
    for (Entity.NamedCondition reject : entity.rejects()) {
      if (holds(reject.condition(), values)) {
        return new Expected.Rejected(reject.name());
      }
    }
    for (Entity.NamedCondition rule : entity.rules()) {
      if (!deleted && !holds(rule.condition(), values)) {
        return new Expected.Dead(Code.RULE_FAILED, rule.name());
      }
    }
    return new Expected.Row(values, deleted);
  }

  static String safe(String id) {
    String safe = id.strip().replaceAll("[^A-Za-z0-9_.=-]+", "_").replaceAll("^[._]+|[._]+$", "");
    return safe.isEmpty() ? "unknown" : safe;
  }

  private boolean holds(Condition condition, List<Object> values) {
    return condition.terms().stream().allMatch(t -> holds(t, values));
  }

  private boolean holds(Condition.Term term, List<Object> values) {
    Optional<String> value = value(term.field(), values);
    if (term instanceof Condition.IsNull isNull) {
      return value.isEmpty() != isNull.negated();
    }
    if (term instanceof Condition.In in) {
      return value.isPresent()
          && in.literals().stream().anyMatch(l -> order(term.field(), value.get(), l) == 0)
              != in.negated();
    }
    Condition.Operator operator;
    Optional<String> other;
    if (term instanceof Condition.CompareField fields) {
      operator = fields.operator();
      other = value(fields.other(), values);
    } else {
      Condition.CompareLiteral literal = (Condition.CompareLiteral) term;
      operator = literal.operator();
      other = Optional.of(literal.literal());
    }
    if (value.isEmpty() || other.isEmpty()) {
      return false;
    }
    int order = order(term.field(), value.get(), other.get());
    return switch (operator) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }

  private Optional<String> value(String field, List<Object> values) {
    return Optional.ofNullable(values.get(entity.slot(field)))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  private int order(String field, String left, String right) {
    return switch (entity.field(field).orElseThrow().type().kind()) {
      case INT64, DECIMAL, DOUBLE -> new BigDecimal(left).compareTo(new BigDecimal(right));
      default -> left.compareTo(right);
    };
  }
}
