package dev.medallion.replay.transforms.warehouse;

import java.util.List;

/** The runs that hold leases. */
public interface LeaseHolders {
  List<LeaseResult.Holder> held();

  /** False only where the owner is known to be gone. */
  boolean mayBeAlive(Owner owner);
}
