package dev.medallion.replay.transforms.warehouse.log;

/** Asks whether an owner may still be at work. */
@FunctionalInterface
interface OwnerLiveness {
  /** False only where the owner is known to be gone. */
  boolean mayBeAlive(Owner owner);
}
