package dev.medallion.replay.transforms.run.receipt;

import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Diff;
import dev.medallion.replay.transforms.warehouse.JobUsage;
import dev.medallion.replay.transforms.warehouse.Snapshot;
import dev.medallion.replay.transforms.warehouse.WarehouseWork;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A receipt with something in each of its parts. */
final class Receipts {
  static final Finding WARNING =
      new Finding(
          "foreign_key",
          Severity.WARNING,
          "silver.charges",
          "2026-02-02",
          1,
          "1 row names an invoice that is nowhere",
          "Replay the invoice's day, or ask why it was never extracted.",
          false);
  static final Finding BLOCKING =
      new Finding(
          "row_drop",
          Severity.BLOCK,
          "silver.charges",
          "2026-02-03",
          1,
          "all 7 rows would go",
          "If that is right, give --allow=row_drop:charges/2026-02-03.",
          false);

  static final WarehouseWork WORK =
      new WarehouseWork(
          new JobUsage(3, 2, 1, 1, 1_204, 5L << 20, 7L << 10, 20L << 20, 61),
          List.of("lake_silver.charges is clustered by id"),
          List.of(
              new Snapshot(
                  "silver.charges",
                  "lake_snapshots.silver_charges_before_r",
                  Instant.parse("2026-04-22T10:00:00Z"))));

  private Receipts() {}

  static Manifest started(String command) {
    return Manifest.started(
        new RunInfo(
            "20260415T000000-abc123",
            command,
            "payments",
            "d1f0",
            "0.1.0",
            "duckdb:/lake/payments.duckdb",
            Instant.parse("2026-04-15T10:00:00Z")),
        new WindowInfo(
            LocalDate.parse("2026-02-01"),
            LocalDate.parse("2026-02-03"),
            "business",
            "",
            List.of(LocalDate.parse("2026-02-09")),
            Instant.parse("2026-04-15T00:00:00Z"),
            List.of(),
            List.of(
                new WindowInfo.Arrivals(
                    "bronze", LocalDate.parse("2026-01-31"), LocalDate.parse("2026-03-10"), false),
                new WindowInfo.Arrivals(
                    "webhooks",
                    LocalDate.parse("2026-01-31"),
                    LocalDate.parse("2026-02-10"),
                    false))));
  }

  static Manifest whole(String command, List<Finding> findings) {
    Manifest filled =
        started(command)
            .withObjects(
                new ObjectsInfo(
                    List.of(
                        new ObjectsInfo.SourceObjects(
                            "bronze", 123, 120, 1, new TreeMap<>(Map.of("sidecar", 2L)), 1_992_294),
                        new ObjectsInfo.SourceObjects("webhooks", 9, 9, 0, new TreeMap<>(), 900)),
                    "0bjects"))
            .withRecords(
                new RecordsInfo(
                    new TreeMap<>(Map.of("charge", 1)),
                    List.of(
                        new Reconciliation(
                            "bronze",
                            LocalDate.parse("2026-02-01"),
                            1_200,
                            1_000,
                            100,
                            50,
                            0,
                            new TreeMap<>(),
                            45,
                            3,
                            2),
                        new Reconciliation(
                            "webhooks",
                            LocalDate.parse("2026-02-02"),
                            9,
                            8,
                            0,
                            0,
                            0,
                            new TreeMap<>(Map.of("not_about_an_object", 1L)),
                            0,
                            0,
                            0)),
                    List.of(
                        new RecordsInfo.DeadLetters("bronze", "charge", "BAD_TYPE", 1),
                        new RecordsInfo.DeadLetters("bronze", "invoice", "BAD_TYPE", 1)),
                    new TreeMap<>(Map.of("verified", 8L)),
                    List.of(new RecordsInfo.Drift("charge", "/data/amount", "string", 4)),
                    new RecordsInfo.Repairs("c0ffee", 3, 2, 5, 1, 0)))
            .withFindings(findings)
            .withPartitions(
                new PartitionsInfo(
                    List.of(
                        change("2026-02-01", Action.SKIPPED, 400, 400, Optional.empty()),
                        change(
                            "2026-02-02",
                            Action.REPLACED,
                            590,
                            600,
                            Optional.of(new Diff(10, 0, 5, 585))),
                        change(
                            "2026-02-03", Action.EMPTIED, 7, 0, Optional.of(new Diff(0, 7, 0, 0)))),
                    List.of("gold.recon_webhooks/2026-02-05"),
                    List.of(),
                    List.of(),
                    List.of(new PartitionsInfo.WholeRead("customers", "charges", 3, 990, 12_345)),
                    "c4a9"));
    return filled.finished(filled.judged(), Instant.parse("2026-04-15T10:00:02.500Z"));
  }

  private static PartitionChange change(
      String day, Action action, long before, long after, Optional<Diff> diff) {
    return new PartitionChange(
        "silver.charges",
        day,
        action,
        before,
        after,
        "aa",
        "bb",
        day.endsWith("03") ? "open until 2026-05-01" : PartitionChange.COMPLETE,
        diff);
  }
}
