package dev.medallion.replay.transforms.flow.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionsInfo;
import dev.medallion.replay.transforms.run.receipt.RunInfo;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.run.receipt.WindowInfo;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.PartitionOutcome;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishTarget;
import dev.medallion.replay.transforms.warehouse.PublishedPartition;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private static final DayRange DAYS =
      new DayRange(LocalDate.parse("2026-02-01"), LocalDate.parse("2026-02-03"));

  @Test
  void aRunOfWhichAPartIsPublishedFailsAndSaysWhich() {
    Manifest ended =
        published(
            () ->
                new PublishReport(
                    "c0",
                    false,
                    true,
                    List.of(
                        done("2026-02-01"),
                        new PartitionOutcome.Failed(
                            partition("2026-02-02"), "silver.charges", "backendError"),
                        new PartitionOutcome.NotBegun(partition("2026-02-03"), "silver.charges"))));

    assertThat(ended.verdict(), is(Verdict.FAILED));
    assertThat(
        ended.failure(),
        is(
            "1 of 3 partitions are published; 1 of 3 could not be written"
                + " (silver.charges/2026-02-02: backendError), and 1 was not started. They stay"
                + " unchanged until the next run, which first completes this one"));
    assertThat(
        ended.partitions().notPublished(),
        is(
            List.of(
                "silver.charges/2026-02-02 (failed: backendError)",
                "silver.charges/2026-02-03 (not started)")));
    assertThat(ended.partitions().count(PartitionChange.Action.REPLACED), is(1L));
    assertThat(ended.isPublished(), is(false));
  }

  @Test
  void aRunOfWhichAllIsPublishedIsGood() {
    Manifest ended =
        published(
            () ->
                new PublishReport(
                    "c0",
                    false,
                    false,
                    List.of(done("2026-02-01"), done("2026-02-02"), done("2026-02-03"))));
    assertThat(ended.verdict(), is(Verdict.GOOD));
    assertThat(ended.partitions().count(PartitionChange.Action.REPLACED), is(3L));
  }

  @Test
  void whatTheTablesForPeopleLackIsANoteAndNoFailure() {
    Manifest ended = published(() -> new PublishReport("c", false, false, List.of()));
    assertThat(ended.verdict(), is(Verdict.GOOD));
    assertThat(ended.work().orElseThrow().notes(), is(List.of("the ops tables lack this run")));
  }

  @Test
  void aConflictIsToldAsItWasSaid() {
    Manifest ended =
        published(
            () -> {
              throw new ConflictException("nothing was published: somebody was faster");
            });
    assertThat(ended.verdict(), is(Verdict.CONFLICT));
    assertThat(ended.failure(), is("nothing was published: somebody was faster"));
  }

  private static Manifest published(Supplier<PublishReport> report) {
    Warehouse warehouse =
        (Warehouse)
            Proxy.newProxyInstance(
                PublisherTest.class.getClassLoader(),
                new Class<?>[] {Warehouse.class},
                (self, method, arguments) ->
                    method.getName().equals("updateOps")
                        ? List.of("the ops tables lack this run")
                        : report.get());
    return new Publisher(warehouse, new CorrectionStore(StandardStorages.at(Path.of("none"))), 0)
        .publish(conclusion(), started());
  }

  private static Conclusion conclusion() {
    return new Conclusion(
        "",
        ChangeSets.of(List.of(), Map.of()),
        "",
        "",
        "",
        List.of(),
        List.of(),
        List.of(),
        new PublishTarget(DAYS, "UTC", List.of(), Collections.emptySortedMap()),
        TakesBack.NOTHING);
  }

  private static Manifest started() {
    return Manifest.started(
            new RunInfo("r1", "run", "payments", "d1f0", "0.1.0", "w", Instant.EPOCH),
            new WindowInfo(
                DAYS.from(),
                DAYS.to(),
                "business",
                "",
                List.of(),
                Instant.EPOCH,
                List.of(),
                List.of()))
        .withPartitions(
            new PartitionsInfo(
                DAYS.days().map(d -> change(d.toString())).toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "c0"));
  }

  private static PartitionChange change(String day) {
    return new PartitionChange(
        "silver.charges",
        day,
        PartitionChange.Action.REPLACED,
        1,
        2,
        "a",
        "b",
        PartitionChange.COMPLETE,
        Optional.empty());
  }

  private static PartitionOutcome done(String day) {
    return new PartitionOutcome.Done(
        new PublishedPartition(
            partition(day),
            "silver.charges",
            PublishedPartition.Action.REPLACED,
            Content.EMPTY,
            Content.EMPTY,
            1,
            Completeness.COMPLETE));
  }

  private static Partition partition(String day) {
    return new Partition("charges", day);
  }
}
