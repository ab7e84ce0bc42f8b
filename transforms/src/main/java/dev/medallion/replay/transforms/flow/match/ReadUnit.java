package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.storage.packed.Packed;
import java.io.Serializable;
import java.util.List;

/** Objects of one source that one worker reads, one after the other. */
public record ReadUnit(String source, Packed<ObjectRef> packed) implements Serializable {
  /**
   * A unit.
   *
   * @param objects by path, at least one
   */
  public ReadUnit(String source, List<ObjectRef> objects) {
    this(source, Packed.of(objects));
  }

  public List<ObjectRef> objects() {
    return packed.list();
  }
}
