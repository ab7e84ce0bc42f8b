package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.warehouse.WarehouseException;

/** A log is not as this program writes it; nothing was written. */
final class DamagedLogException extends WarehouseException {
  private static final long serialVersionUID = 1L;

  DamagedLogException(String message) {
    super(message);
  }
}
