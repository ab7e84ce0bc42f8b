package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.warehouse.LeaseOwner;
import dev.medallion.replay.transforms.warehouse.LeaseResult.Holder;

/** Owners as the port of warehouses names them. It knows processes only so far. */
final class LeaseOwners {
  private LeaseOwners() {}

  static Owner owner(LeaseOwner owner) {
    return new Owner.HostProcess(owner.host(), owner.pid(), owner.startedAt());
  }

  static Holder holder(Entry.Lease lease) {
    if (lease.owner() instanceof Owner.HostProcess process) {
      return new Holder(
          lease.runId(),
          new LeaseOwner(process.host(), process.pid(), process.startedAt()),
          lease.partitions(),
          lease.since());
    }
    throw new IllegalStateException("the port of warehouses does not know " + lease.owner());
  }
}
