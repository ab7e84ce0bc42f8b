package dev.medallion.replay.transforms.warehouse;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The state of a warehouse apart from its tables, in one consistent read.
 *
 * @param leases by run
 * @param open published partitions that more may still arrive for, by table and partition
 */
public record WarehouseStatus(List<Lease> leases, List<OpenPartition> open) {
  public static final WarehouseStatus EMPTY = new WarehouseStatus(List.of(), List.of());

  /**
   * The partitions that a run holds.
   *
   * @param alive whether its owner may still be at work
   */
  public record Lease(LeaseResult.Holder holder, boolean alive) {}

  /**
   * A partition that was published before everything that belongs to it had arrived, or while one
   * that it looks back or ahead on was not published.
   *
   * @param table as the warehouse names it, e.g. {@code silver.charges}
   * @param runId the run that published it
   * @param until the last day on which more may arrive; empty: it waits for other partitions only
   * @param waitsFor the partitions that are not published, e.g. {@code charges/2026-02-02}
   */
  public record OpenPartition(
      String table,
      String partition,
      String runId,
      Optional<LocalDate> until,
      List<String> waitsFor) {}
}
