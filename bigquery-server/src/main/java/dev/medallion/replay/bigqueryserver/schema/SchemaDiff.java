package dev.medallion.replay.bigqueryserver.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one schema differs from another.
 *
 * @param changed in a way that no table takes, as sentences
 * @param added columns of the top level
 * @param relaxed names of columns of the top level that are no longer REQUIRED
 */
public record SchemaDiff(List<String> changed, List<Field> added, List<String> relaxed) {

  /** What {@code given} would change. */
  public static SchemaDiff between(Schema present, Schema given) {
    List<String> changed = new ArrayList<>();
    List<String> relaxed = new ArrayList<>();
    compare(present.fields(), given.fields(), "", changed, relaxed);
    return new SchemaDiff(
        List.copyOf(changed),
        given.fields().stream().filter(f -> present.find(f.name()).isEmpty()).toList(),
        List.copyOf(relaxed));
  }

  private static void compare(
      List<Field> present,
      List<Field> given,
      String within,
      List<String> changed,
      List<String> relaxed) {
    for (Field field : present) {
      String name = within + field.name();
      Optional<Field> other = Schema.find(given, field.name());
      if (other.isEmpty()) {
        changed.add("Field " + name + " is missing in new schema");
        continue;
      }
      Field now = other.get();
      if (now.type() != field.type()) {
        changed.add(
            "Field " + name + " has changed type from " + field.type() + " to " + now.type());
      } else if (!digits(field).equals(digits(now))) {
        changed.add("Field " + name + " has changed its precision or scale");
      } else if (now.mode() != field.mode()) {
        mode(field, now, name, within, changed, relaxed);
      }
      if (!within.isEmpty() || field.type() == FieldType.RECORD) {
        for (Field nested : now.fields()) {
          if (Schema.find(field.fields(), nested.name()).isEmpty()) {
            changed.add("Cannot add fields (field: " + name + "." + nested.name() + ")");
          }
        }
      }
      compare(field.fields(), now.fields(), name + ".", changed, relaxed);
    }
  }

  private static void mode(
      Field from,
      Field to,
      String name,
      String within,
      List<String> changed,
      List<String> relaxed) {
    if (from.required() && to.mode() == Mode.NULLABLE && within.isEmpty()) {
      relaxed.add(name);
    } else {
      changed.add("Field " + name + " has changed mode from " + from.mode() + " to " + to.mode());
    }
  }

  private static Optional<Field.Digits> digits(Field field) {
    return field.parameters();
  }

  /** The present schema with what was added and relaxed. */
  public Schema merged(Schema present) {
    return new Schema(
        Stream.concat(
                present.fields().stream()
                    .map(f -> relaxed.contains(f.name()) ? f.withMode(Mode.NULLABLE) : f),
                added.stream())
            .toList());
  }
}
