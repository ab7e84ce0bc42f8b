package dev.medallion.replay.pipelines.failure;

import dev.medallion.replay.transforms.run.failure.FailureNote;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.util.Optional;

/**
 * A graph failed, and this is why. What the runner threw is kept beside it for the details: other
 * runners throw other things, and some throw nothing.
 */
public final class GraphFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient FailureNote note;

  public GraphFailedException(FailureNote note, Throwable thrown) {
    super(note.message());
    this.note = note;
    addSuppressed(thrown);
  }

  public FailureNote note() {
    return note;
  }

  /** The failure as the warehouse told it, if it did: it has an exit code of its own. */
  Optional<WarehouseException> ofWarehouse() {
    return switch (note.kind()) {
      case CONFLICT -> Optional.of(new ConflictException(note.message()));
      case WAREHOUSE -> Optional.of(new WarehouseException(note.message()));
      case MODEL, DAMAGED, OTHER -> Optional.empty();
    };
  }
}
