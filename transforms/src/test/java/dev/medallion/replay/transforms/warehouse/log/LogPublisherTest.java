package dev.medallion.replay.transforms.warehouse.log;

import static dev.medallion.replay.transforms.warehouse.log.Sample.changes;
import static dev.medallion.replay.transforms.warehouse.log.Sample.day;
import static dev.medallion.replay.transforms.warehouse.log.Sample.request;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.HeadMovedException;
import dev.medallion.replay.transforms.warehouse.LeaseShare;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LogPublisherTest {
  private static final Address STATE = Address.parse("gs://bucket/state");

  private final Storage storage = new MemoryStorage(Address.GS);
  private final FakeJobs warehouse = new FakeJobs();
  private final Set<Owner> dead = new HashSet<>();

  private StateLog log() {
    return new StateLog(storage, STATE);
  }

  private LogPublisher publisher(Jobs jobs) {
    return new LogPublisher(
        log(), jobs, owner -> !dead.contains(owner), (changes, state) -> {}, 1000);
  }

  private LogPublisher publisher() {
    return publisher(warehouse);
  }

  private LogState state() throws Exception {
    return log().read();
  }

  /** The publication of a run that dies when it has begun some of its jobs. */
  private void dies(String run, int jobsBegun, Partition... partitions) throws Exception {
    AtomicInteger left = new AtomicInteger(jobsBegun);
    Jobs dying =
        new Jobs() {
          @Override
          public boolean insert(Job job) {
            if (left.getAndDecrement() == 0) {
              throw new IllegalStateException("died");
            }
            return warehouse.insert(job);
          }

          @Override
          public Optional<JobStatus> find(JobId id) {
            return warehouse.find(id);
          }

          @Override
          public JobStatus await(JobId id) {
            return warehouse.await(id);
          }

          @Override
          public Map<JobId, String> lastModified(Collection<JobStatus> written) {
            return warehouse.lastModified(written);
          }
        };
    assertThrows(
        IllegalStateException.class,
        () -> publisher(dying).publish(request(run, changes(state(), run, partitions))));
  }

  private String content(int day) {
    return warehouse.content().get(day(day));
  }

  private void requireWarehouseIsAsTheLogSays() throws Exception {
    for (Map.Entry<Partition, dev.medallion.replay.transforms.warehouse.changeset.Head> head :
        state().heads().entrySet()) {
      String wanted = head.getValue().content().fullChecksum();
      assertThat(
          head.getKey().toString(),
          warehouse.content().getOrDefault(head.getKey(), Content.EMPTY.fullChecksum()),
          is(wanted));
    }
  }

  @Test
  void aChangeSetIsPublished() throws Exception {
    ChangeSet changes = changes(state(), "a", day(1), day(2));
    LogPublisher.Report report = publisher().publish(request("a", changes));
    assertThat(report.isWhole(), is(true));
    assertThat(report.alreadyApplied(), is(false));
    assertThat(
        report.endings().stream().map(Ending::partition).toList(), is(List.of(day(1), day(2))));
    assertThat(state().head(day(1)).version(), is(1));
    assertThat(
        state().head(day(1)).content(), is(changes.replacements().get(0).result().content()));
    assertThat(state().open().isEmpty(), is(true));
    assertThat(warehouse.content().keySet(), is(Set.of(day(1), day(2))));
    requireWarehouseIsAsTheLogSays();

    publisher().publish(request("b", changes(state(), "", day(1))));
    assertThat(warehouse.content().keySet(), is(Set.of(day(2))));
    assertThat(state().head(day(1)).version(), is(2));
    requireWarehouseIsAsTheLogSays();
  }

  @Test
  void theSameAgainDoesNothing() throws Exception {
    ChangeSet changes = changes(state(), "a", day(1));
    publisher().publish(request("a", changes));
    long last = state().last();
    assertThat(publisher().publish(request("a", changes)).alreadyApplied(), is(true));
    assertThat(state().last(), is(last));
    assertThat(warehouse.begun(), is(1));
  }

  @Test
  void anotherHeadIsRefused() throws Exception {
    ChangeSet old = changes(state(), "old", List.of(day(1)), List.of(day(3)));
    publisher().publish(request("a", changes(state(), "a", day(1))));
    HeadMovedException e =
        assertThrows(HeadMovedException.class, () -> publisher().publish(request("b", old)));
    assertThat(e.getMessage(), containsString("run a"));
    ChangeSet read = changes(state(), "b", List.of(day(2)), List.of(day(1)));
    publisher().publish(request("c", changes(state(), "c", day(1))));
    assertThrows(HeadMovedException.class, () -> publisher().publish(request("b", read)));
    requireWarehouseIsAsTheLogSays();
  }

  @Test
  void whatOverlapsIsRefusedByNameAndWhatDoesNotGoesOn() throws Exception {
    dies("a", 1, day(1), day(2));
    for (ChangeSet overlapping :
        List.of(
            changes(state(), "b", day(2), day(3)),
            changes(state(), "b", List.of(day(3)), List.of(day(2))))) {
      ConflictException e =
          assertThrows(
              ConflictException.class, () -> publisher().publish(request("b", overlapping)));
      assertThat(e.getMessage(), containsString("run a (process 1 on a) is publishing charges/"));
    }
    assertThat(
        publisher().publish(request("c", changes(state(), "c", day(3)))).isWhole(), is(true));
    assertThat(state().open().size(), is(1));
  }

  @Test
  void whatAnOpenPublicationReadIsNotReplaced() throws Exception {
    ChangeSet reads = changes(state(), "a", List.of(day(1)), List.of(day(2)));
    log()
        .append(
            s ->
                Optional.of(
                    new Entry.Intent(
                        "a",
                        Sample.owner("a"),
                        java.time.Instant.EPOCH,
                        reads,
                        List.of(new Step(day(1), Step.Action.LOAD, 1, 1)))));
    assertThrows(
        ConflictException.class,
        () -> publisher().publish(request("b", changes(state(), "b", day(2)))));
  }

  @Test
  void theNextOneCarriesOnForADeadOwnerWithItsJobs() throws Exception {
    dies("a", 1, day(1), day(2), day(3));
    assertThat(warehouse.content().keySet(), is(Set.of(day(1))));
    dead.add(Sample.owner("a"));
    LogState settled = publisher().settle("b");
    assertThat(settled.open().isEmpty(), is(true));
    assertThat(settled.head(day(3)).runId(), is("a"));
    assertThat(warehouse.begun(), is(3));
    requireWarehouseIsAsTheLogSays();
    publisher().publish(request("b", changes(state(), "b", day(2))));
    assertThat(state().head(day(2)).version(), is(2));
  }

  @Test
  void theSameRunCarriesOnItself() throws Exception {
    dies("a", 2, day(1), day(2), day(3));
    ChangeSet same = state().open().values().iterator().next().changes();
    LogPublisher.Report report = publisher().publish(request("a", same));
    assertThat(report.isWhole(), is(true));
    assertThat(state().open().isEmpty(), is(true));
    requireWarehouseIsAsTheLogSays();
  }

  @Test
  void aFailureThatPassesIsTriedAgainWithTheNextId() throws Exception {
    AtomicInteger failures = new AtomicInteger(2);
    warehouse.fail(
        job ->
            failures.getAndDecrement() > 0
                ? Optional.of(new JobStatus.JobError("backendError", false))
                : Optional.empty());
    publisher().publish(request("a", changes(state(), "a", day(1))));
    assertThat(warehouse.begun(), is(3));
    requireWarehouseIsAsTheLogSays();
  }

  @Test
  void aWarehouseThatFailsForLongLeavesThePublicationToTheNextOne() throws Exception {
    warehouse.fail(job -> Optional.of(new JobStatus.JobError("backendError", false)));
    ChangeSet changes = changes(state(), "a", day(1), day(2));
    JobsUnavailableException e =
        assertThrows(
            JobsUnavailableException.class, () -> publisher().publish(request("a", changes)));
    assertThat(e.getMessage(), containsString("backendError"));
    assertThat(state().open().size(), is(1));
    dead.add(Sample.owner("a"));
    warehouse.fail(job -> Optional.empty());
    assertThat(publisher().settle("b").open().isEmpty(), is(true));
    requireWarehouseIsAsTheLogSays();
    assertThat(state().head(day(2)).version(), is(1));
  }

  @Test
  void whatCannotBePublishedIsAbandonedAsItIsInTruth() throws Exception {
    ChangeSet changes = changes(state(), "a", day(1), day(2), day(3));
    warehouse.lose(changes.replacements().get(1).result().files().get(0).digest());
    LogPublisher.Report report = publisher().publish(request("a", changes));
    assertThat(report.isWhole(), is(false));
    assertThat(
        report.endings().stream().map(Ending::published).toList(), is(List.of(true, false, false)));
    assertThat(report.endings().get(1).why(), containsString("not there"));
    assertThat(state().head(day(1)).version(), is(1));
    assertThat(state().head(day(2)).version(), is(0));
    assertThat(state().open().isEmpty(), is(true));
    requireWarehouseIsAsTheLogSays();

    ChangeSet again = changes(state(), "b", day(1), day(2), day(3));
    assertThat(publisher().publish(request("b", again)).isWhole(), is(true));
    assertThat(state().head(day(1)).version(), is(2));
    assertThat(state().head(day(2)).version(), is(1));
    requireWarehouseIsAsTheLogSays();
  }

  @Test
  void aZombiesJobOfWhatWasAbandonedIsRefused() throws Exception {
    List<Job> held = new ArrayList<>();
    Jobs hanging =
        new Jobs() {
          @Override
          public boolean insert(Job job) throws JobsUnavailableException {
            held.add(job);
            throw new JobsUnavailableException("no answer", null);
          }

          @Override
          public Optional<JobStatus> find(JobId id) {
            return Optional.empty();
          }

          @Override
          public JobStatus await(JobId id) {
            throw new AssertionError(id);
          }

          @Override
          public Map<JobId, String> lastModified(Collection<JobStatus> written) {
            return Map.of();
          }
        };
    ChangeSet changes = changes(state(), "a", day(1));
    assertThrows(
        JobsUnavailableException.class, () -> publisher(hanging).publish(request("a", changes)));
    dead.add(Sample.owner("a"));
    warehouse.lose(changes.replacements().get(0).result().files().get(0).digest());
    publisher().settle("b");
    publisher().publish(request("b", changes(state(), "b", day(1))));
    String newest = content(1);
    for (Job late : held) {
      assertThat(warehouse.insert(late), is(false));
    }
    warehouse.endAll();
    assertThat(content(1), is(newest));
    requireWarehouseIsAsTheLogSays();
  }

  @Test
  void aJobThatIsNobodysStopsThePublicationAndNoOther() throws Exception {
    dies("a", 0, day(1));
    LogState open = state();
    Entry.Intent intent = open.open().values().iterator().next();
    JobId id = JobId.of(open.log().orElseThrow(), "silver.charges", intent.steps().get(0), 1);
    warehouse.insert(
        new Job(id, "r1", "silver.charges", "2026-02-01", "somebody's", new Job.Work.Nothing()));
    assertThrows(
        ForeignJobException.class, () -> publisher().publish(request("a", intent.changes())));
    dead.add(Sample.owner("a"));
    assertThat(publisher().settle("b").open().size(), is(1));
    ConflictException e =
        assertThrows(
            ConflictException.class,
            () -> publisher().publish(request("b", changes(state(), "b", day(1)))));
    assertThat(e.getMessage(), containsString("stopped while publishing charges/2026-02-01"));
    assertThat(e.getMessage(), containsString("Find out who started that job"));
    assertThat(
        publisher().publish(request("c", changes(state(), "c", day(2)))).isWhole(), is(true));
  }

  @Test
  void whatIsThereAlreadyNeedsNoJob() throws Exception {
    publisher().publish(request("a", changes(state(), "a", day(1))));
    ChangeSet same = changes(state(), "a", day(1), day(2));
    publisher().publish(request("b", same, Set.of(day(1), day(2))));
    assertThat(warehouse.begun(), is(1));
    assertThat(state().head(day(1)).version(), is(1));
    assertThat(state().head(day(1)).runId(), is("a"));
    assertThat(state().head(day(2)).version(), is(1));
    assertThat(state().head(day(2)).runId(), is("b"));
  }

  @Test
  void aStateThatWasMadeAnewTakesNoOldJobForItsOwn() throws Exception {
    publisher().publish(request("a", changes(state(), "a", day(1))));
    LogPublisher anew =
        new LogPublisher(
            new StateLog(new MemoryStorage(Address.GS), STATE),
            warehouse,
            owner -> true,
            (changes, state) -> {});
    anew.publish(request("b", changes(LogState.EMPTY, "b", day(1))));
    assertThat(warehouse.begun(), is(2));
    assertThat(warehouse.written(), hasSize(2));
  }

  @Test
  void keysAreAskedForAgainWhenANumberIsLost() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    KeyCheck keys =
        (changes, state) -> {
          if (asked.incrementAndGet() == 1) {
            try {
              publisher().publish(request("fast", changes(state(), "fast", day(3))));
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          } else {
            throw new ConflictException("key 7 was published by run fast");
          }
        };
    LogPublisher slow = new LogPublisher(log(), warehouse, owner -> true, keys, 1000);
    ConflictException e =
        assertThrows(
            ConflictException.class,
            () -> slow.publish(request("slow", changes(state(), "slow", day(1)))));
    assertThat(e.getMessage(), containsString("run fast"));
    assertThat(asked.get(), is(2));
    assertThat(state().heads().keySet(), is(Set.of(day(3))));
  }

  @Test
  void aRunWhoseLeaseWasTakenOverDoesNotPublish() throws Exception {
    log()
        .append(
            s ->
                Optional.of(
                    new Entry.Lease(
                        "b",
                        Sample.owner("b"),
                        java.time.Instant.EPOCH,
                        List.of(day(1)),
                        List.of("a"),
                        LeaseShare.ALL)));
    assertThrows(
        ConflictException.class,
        () -> publisher().publish(request("a", changes(state(), "a", day(1)))));
    publisher().publish(request("a", changes(state(), "a", day(2))));
  }

  @Test
  void aCheckpointIsWrittenNowAndThen() throws Exception {
    LogPublisher often =
        new LogPublisher(log(), warehouse, owner -> true, (changes, state) -> {}, 4);
    for (int i = 1; i < 5; i++) {
      often.publish(request("run-" + i, changes(state(), "rows-" + i, day(1))));
    }
    assertThat(state().checkpoint() > 0, is(true));
    assertThat(state().head(day(1)).version(), is(4));
    requireWarehouseIsAsTheLogSays();
  }
}
