package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.storage.packed.Packed;
import java.io.Serializable;
import java.util.List;

/** The outcomes of objects that were read together: one element, however many there are. */
public record ObjectOutcomes(Packed<ObjectOutcome> packed) implements Serializable {
  public ObjectOutcomes(List<ObjectOutcome> outcomes) {
    this(Packed.of(outcomes));
  }

  public List<ObjectOutcome> outcomes() {
    return packed.list();
  }
}
