package dev.medallion.replay.transforms.warehouse;

/** Another process held the warehouse longer than this one waits. */
public final class WarehouseBusyException extends WarehouseException {
  private static final long serialVersionUID = 1L;

  public WarehouseBusyException(String message, Throwable cause) {
    super(message, cause);
  }
}
