package dev.medallion.replay.transforms.warehouse;

/** Tells whether the owner of a lease may still be at work. */
@FunctionalInterface
public interface Liveness {
  /** False only where the owner is known to be gone. */
  boolean mayBeAlive(Owner owner);
}
