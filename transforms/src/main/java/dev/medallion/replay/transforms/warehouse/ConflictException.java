package dev.medallion.replay.transforms.warehouse;

/** Somebody else published, or took over, in between. Nothing was written. */
public class ConflictException extends WarehouseException {
  private static final long serialVersionUID = 1L;

  public ConflictException(String message) {
    super(message);
  }
}
