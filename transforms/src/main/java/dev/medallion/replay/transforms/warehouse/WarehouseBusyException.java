package dev.medallion.replay.transforms.warehouse;

/** Another process held the warehouse for longer than this one would wait. */
public final class WarehouseBusyException extends WarehouseException {
  private static final long serialVersionUID = 1L;

  public WarehouseBusyException(String message, Throwable cause) {
    super(message, cause);
  }
}
