package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.storage.packed.Packed;
import java.io.Serializable;
import java.util.List;

/** Objects that were listed together: one element, however many there are. */
public record ObjectRefs(Packed<ObjectRef> packed) implements Serializable {
  public ObjectRefs(List<ObjectRef> objects) {
    this(Packed.of(objects));
  }

  public List<ObjectRef> objects() {
    return packed.list();
  }
}
