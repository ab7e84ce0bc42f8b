package dev.medallion.replay.transforms.warehouse.log;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import dev.medallion.replay.transforms.warehouse.PartitionOutcome;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedPartition;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseContract;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A warehouse without transactions does what every warehouse does, and can stop in between. */
class LogWarehouseTest extends WarehouseContract {
  private static final String FIRST = "2026-02-01";
  private static final String SECOND = "2026-02-02";
  private static final String THIRD = "2026-02-03";

  private Optional<FakeWarehouse> fake = Optional.empty();

  FakeWarehouse fake() {
    if (fake.isEmpty()) {
      fake = Optional.of(make(folder()));
    }
    return fake.get();
  }

  FakeWarehouse make(Path folder) {
    return new FakeWarehouse(folder);
  }

  @Override
  protected Warehouse open(Path folder, Predicate<Owner> alive) {
    return fake().open(alive);
  }

  @Override
  protected void writeByHand(Path folder, TableRef table, String partition, String select) {
    fake().writeByHand(table, partition, select);
  }

  private ChangeSet threeDays(int expected) {
    return ChangeSets.of(
        List.of(day(FIRST, expected, 1), day(SECOND, expected, 2), day(THIRD, expected, 3)),
        Map.of());
  }

  private void failsOn(String day, boolean permanent) {
    fake()
        .jobs
        .fail(
            job ->
                job.partition().equals(day) && !(job.work() instanceof Job.Work.Nothing)
                    ? Optional.of(new JobStatus.JobError("backendError", permanent))
                    : Optional.empty());
  }

  private void nothingFails() {
    fake().jobs.fail(job -> Optional.empty());
  }

  private Warehouse nextLaunch() {
    return warehouse(owner -> !owner.equals(FakeWarehouse.SELF));
  }

  @Test
  void aWarehouseThatFailsForNowLeavesAPartAndTheNextLaunchCompletesIt() {
    failsOn(SECOND, false);
    ChangeSet changes = threeDays(0);
    PublishReport report = publish("r1", changes);

    assertThat(report.isWhole(), is(false));
    assertThat(report.open(), is(true));
    assertThat(report.outcomes().get(0), instanceOf(PartitionOutcome.Done.class));
    assertThat(
        ((PartitionOutcome.Failed) report.outcomes().get(1)).why(), containsString("backendError"));
    assertThat(
        report.outcomes().get(2),
        is(new PartitionOutcome.NotBegun(CHARGES.partition(THIRD), "silver.charges")));
    assertThat("no head moved", view().heads().values(), is(empty()));
    assertThat(warehouse().hasPublished("r1"), is(false));
    ConflictException overlap =
        assertThrows(ConflictException.class, () -> publish("r2", day(SECOND, 0, 9)));
    assertThat(overlap.getMessage(), containsString("run r1"));

    nothingFails();
    nextLaunch().acquire(request("r3", new HostProcess("here", 3, SINCE), "2026-02-09"));

    assertThat(head(THIRD).runId(), is("r1"));
    assertThat(amounts(SECOND), is(List.of("2")));
    assertThat(warehouse().hasPublished("r1"), is(true));
    assertThat(publish("r1", changes).alreadyApplied(), is(true));
    assertThat(publish("r1", changes).isWhole(), is(true));
    takeBack("back", "r1");
    assertThat(amounts(SECOND), is(empty()));
  }

  @Test
  void theSameRunCompletesWhatItLeft() {
    failsOn(SECOND, false);
    ChangeSet changes = threeDays(0);
    publish("r1", changes);
    nothingFails();
    PublishReport report = publish("r1", changes);
    assertThat(report.isWhole(), is(true));
    assertThat(head(THIRD).version(), is(1));
  }

  @Test
  void whatFailsForGoodIsToldAndTheRestCanBePublishedByAnotherRun() {
    failsOn(SECOND, true);
    ChangeSet changes = threeDays(0);
    PublishReport report = publish("r1", changes);

    assertThat(report.isWhole(), is(false));
    assertThat(report.open(), is(false));
    assertThat(report.partitions().size(), is(1));
    assertThat(
        report.outcomes().get(1),
        is(
            new PartitionOutcome.Failed(
                CHARGES.partition(SECOND), "silver.charges", "backendError")));
    assertThat(
        report.outcomes().get(2),
        is(new PartitionOutcome.NotBegun(CHARGES.partition(THIRD), "silver.charges")));
    assertThat(view().heads().keySet(), is(Set.of(CHARGES.partition(FIRST))));
    assertThat(warehouse().hasPublished("r1"), is(false));

    nothingFails();
    PublishReport again = publish("r1", changes);
    assertThat("it is told what became of it", again.outcomes(), is(report.outcomes()));
    assertThat(again.alreadyApplied(), is(true));

    publish("r2", day(SECOND, 0, 2), day(THIRD, 0, 3));
    assertThat(amounts(THIRD), is(List.of("3")));
    assertThat(
        warehouse().journal("r1").lines().stream()
            .map(l -> l.runId() + " " + l.partition())
            .toList(),
        is(List.of("r1 charges/2026-02-01", "r2 charges/2026-02-02", "r2 charges/2026-02-03")));
    takeBack("b2", "r2");
    takeBack("b1", "r1");
    assertThat(amounts(FIRST), is(empty()));
  }

  @Test
  void whereNothingCouldBePublishedTheSameRunMayTryAgain() {
    failsOn(FIRST, true);
    ChangeSet changes = threeDays(0);
    assertThat(publish("r1", changes).partitions(), is(empty()));
    nothingFails();
    PublishReport again = publish("r1", changes);
    assertThat(again.isWhole(), is(true));
    assertThat(again.alreadyApplied(), is(false));
  }

  @Test
  void filesOfAnOpenPublicationAreNotPruned() {
    publish("r1", day(FIRST, 0, 1));
    publish("r2", day(FIRST, 1, 2));
    failsOn(THIRD, false);
    publish("r3", day(THIRD, 0, 3));
    assertThat(warehouse().prune(1, Set.of()).files(), is(0));
    nothingFails();
    nextLaunch().acquire(request("r4", new HostProcess("here", 3, SINCE), "2026-02-09"));
    assertThat(amounts(THIRD), is(List.of("3")));
    assertThat(warehouse().prune(1, Set.of()).files(), is(1));
  }

  @Test
  void aPartitionThatNobodyHasWrittenSinceItsHeadIsNotReadAgain() {
    publish("r1", day(FIRST, 0, 1), day(SECOND, 0, 2));
    fake().writeByHand(CHARGES, SECOND, Staging.charges(SECOND, 9));
    int before = fake().tables.compared();
    assertThat(
        warehouse().liveContent(Map.of(CHARGES, Set.of(FIRST, SECOND))).values().stream()
            .map(Content::rows)
            .toList(),
        is(List.of(1L, 1L)));
    assertThat("just the one", fake().tables.compared(), is(before + 1));
    assertThat(head(FIRST).lastModified().isEmpty(), is(false));
    PublishReport again = publish("r2", day(FIRST, 1, 1));
    assertThat(again.count(PublishedPartition.Action.SKIPPED), is(1L));
    assertThat("it stays with the version", head(FIRST).lastModified().isEmpty(), is(false));
  }

  @Test
  void aColumnThatTheWarehouseCannotStoreIsRefusedByName() {
    WarehouseException e =
        assertThrows(
            WarehouseException.class,
            () ->
                publish(
                    "r1",
                    staging()
                        .replacement(
                            CHARGES,
                            FIRST,
                            "SELECT DATE '2026-02-01' AS created_date, [[1]] AS grid",
                            0)));
    assertThat(
        e.getMessage(),
        containsString(
            "the warehouse can't store columns of silver.charges: grid (INTEGER[][]); cast them"));
    assertThat(view().heads().values(), is(empty()));
  }

  @Test
  void aCheckpointKeepsTheJournal() throws Exception {
    publish("r1", day(FIRST, 0, 1));
    fake().log().checkpoint(1);
    publish("r2", day(FIRST, 1, 2));
    assertThat(warehouse().journal("r1").runs().size(), is(2));
    takeBack("back", "r2");
    assertThat(amounts(FIRST), is(List.of("1")));
  }
}
