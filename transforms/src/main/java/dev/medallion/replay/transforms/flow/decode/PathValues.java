package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.flow.format.FieldKind;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Field;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The fields of an entity that an object's path has, and not the record. Not thread-safe. */
final class PathValues {
  private final List<Field> fields;
  private final int[] slots;
  private final Converter[] converters;
  private final Object[] values;
  private Map<String, String> columns;

  PathValues(Entity entity) {
    this.fields = entity.fields();
    this.slots = IntStream.range(0, fields.size()).filter(i -> fields.get(i).isOfPath()).toArray();
    this.converters = new Converter[slots.length];
    this.values = new Object[slots.length];
    for (int k = 0; k < slots.length; k++) {
      Field field = fields.get(slots[k]);
      converters[k] = new Converter(field, Fineness.of(entity, field));
    }
  }

  /** Puts them among a record's values; worked out once an object. */
  void put(Object[] read, ObjectRef object) {
    if (slots.length > 0 && object.columns() != columns) {
      columns = object.columns();
      for (int k = 0; k < slots.length; k++) {
        values[k] = value(k);
      }
    }
    for (int k = 0; k < slots.length; k++) {
      read[slots[k]] = values[k];
    }
  }

  private Object value(int k) {
    String text = columns.get(fields.get(slots[k]).pathColumn().orElseThrow().column());
    return text == null || text.isEmpty() || converters[k].isAbsent(text)
        ? converters[k].defaultValue().orElse(null)
        : converters[k].convert(new Scalar(FieldKind.UNTYPED, text));
  }
}
