package dev.medallion.replay.transforms.warehouse;

/** A warehouse cannot do what it was asked to do; the message says what, where, and what to do. */
public class WarehouseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WarehouseException(String message) {
    super(message);
  }

  public WarehouseException(String message, Throwable cause) {
    super(message, cause);
  }
}
