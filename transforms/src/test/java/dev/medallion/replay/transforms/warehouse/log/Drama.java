package dev.medallion.replay.transforms.warehouse.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.memory.Fault;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import dev.medallion.replay.transforms.storage.memory.UnreliableStorage;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Three publishers of four partitions, and all that can happen to them; drawn from a seed. */
final class Drama {
  /** What has to come about in some of many. */
  static final Set<String> KINDS =
      new TreeSet<>(
          Set.of(
              "done",
              "abandoned",
              "carried on",
              "refused",
              "died",
              "taken for dead",
              "late",
              "checkpoint with open ones"));

  private static final Address STATE = Address.parse("gs://bucket/state");
  private static final int PARTITIONS = 4;
  private static final int ROUNDS = 4;
  private static final long ENTRIES_PER_CHECKPOINT = 6;

  private final Random random;
  private final Storage storage = new MemoryStorage(Address.GS);
  private final FakeJobs warehouse = new FakeJobs();
  private final Turns turns = new Turns();
  private final Set<Owner> dead = new HashSet<>();
  private final Map<String, Owner> current = new HashMap<>();
  private final List<UnreliableStorage> storages = new ArrayList<>();
  private final List<UnreliableJobs> allJobs = new ArrayList<>();
  private final Map<String, LogPublisher.Report> reports = new HashMap<>();
  private final SortedSet<String> refused = new TreeSet<>();
  private final Map<String, Integer> cameAbout = new TreeMap<>();

  Drama(long seed) {
    this.random = new Random(seed);
    KINDS.forEach(kind -> cameAbout.put(kind, 0));
  }

  Map<String, Integer> cameAbout() {
    return cameAbout;
  }

  void play() throws Exception {
    warehouse.fail(job -> failure());
    for (String name : List.of("x", "y", "z")) {
      turns.add(name, () -> publish(name));
    }
    while (!turns.atWork().isEmpty()) {
      turn();
    }
    dead.addAll(current.values());
    warehouse.fail(job -> Optional.empty());
    LogPublisher last = publisher(new StateLog(storage, STATE), warehouse);
    last.settle("last");
    // What comes after everything must change nothing.
    while (isAnythingLate()) {
      carryOutLate();
    }
    warehouse.endAll();
    last.settle("last");
  }

  private Optional<JobStatus.JobError> failure() {
    int draw = random.nextInt(100);
    return draw < 10
        ? Optional.of(new JobStatus.JobError("backendError", false))
        : draw < 14 ? Optional.of(new JobStatus.JobError("invalid", true)) : Optional.empty();
  }

  private void turn() throws Exception {
    List<String> atWork = turns.atWork();
    String actor = atWork.get(random.nextInt(atWork.size()));
    int draw = random.nextInt(1000);
    if (draw < 8) {
      cameAbout.merge("died", 1, Integer::sum);
      dead.add(current.get(actor));
      turns.kill(actor);
    } else if (draw < 20) {
      cameAbout.merge("taken for dead", 1, Integer::sum);
      dead.add(current.get(actor));
    } else if (draw < 40) {
      carryOutLate();
    } else if (draw < 60) {
      warehouse.endAll();
    } else {
      Fault fault =
          draw < 90
              ? Fault.LOSES_ANSWER
              : draw < 110 ? Fault.FAILS : draw < 130 ? Fault.COMES_LATE : Fault.NONE;
      turns.take(actor, fault);
    }
  }

  private boolean isAnythingLate() {
    return storages.stream().anyMatch(s -> s.late() > 0)
        || allJobs.stream().anyMatch(j -> j.late() > 0);
  }

  private void carryOutLate() throws Exception {
    cameAbout.merge("late", isAnythingLate() ? 1 : 0, Integer::sum);
    for (UnreliableStorage one : storages) {
      try {
        one.carryOut();
      } catch (StorageException e) {
        // Nobody hears it.
      }
    }
    for (UnreliableJobs one : allJobs) {
      one.carryOut();
    }
  }

  private LogPublisher publisher(StateLog log, Jobs jobs) {
    return new LogPublisher(
        log, jobs, owner -> !dead.contains(owner), (changes, state) -> {}, ENTRIES_PER_CHECKPOINT);
  }

  /** What one actor does: a few runs, each a process of its own. */
  private void publish(String name) throws Exception {
    UnreliableStorage itsStorage = new UnreliableStorage(storage, call -> turns.await(name));
    UnreliableJobs itsJobs = new UnreliableJobs(warehouse, () -> turns.await(name));
    storages.add(itsStorage);
    allJobs.add(itsJobs);
    for (int round = 1; round <= ROUNDS; round++) {
      String run = name + round;
      current.put(name, Sample.owner(run));
      try {
        LogPublisher publisher = publisher(new StateLog(itsStorage, STATE), itsJobs);
        ChangeSet changes = draw(publisher.settle(run), run);
        reports.put(run, publisher.publish(Sample.request(run, changes)));
      } catch (ForeignJobException e) {
        throw e;
      } catch (ConflictException e) {
        refused.add(run);
        cameAbout.merge("refused", 1, Integer::sum);
      } catch (StorageException | JobsUnavailableException e) {
        // The run fails; the next one goes on.
      } catch (Turns.Died e) {
        // The process ends; the next one is another.
      }
      dead.add(Sample.owner(run));
    }
  }

  private ChangeSet draw(LogState state, String run) {
    List<Partition> all = IntStream.rangeClosed(1, PARTITIONS).mapToObj(Sample::day).toList();
    List<Partition> replaced = all.stream().filter(p -> random.nextInt(3) == 0).toList();
    List<Partition> read = all.stream().filter(p -> random.nextInt(6) == 0).toList();
    return Sample.changes(
        state,
        random.nextInt(6) == 0 ? "" : run,
        replaced.isEmpty() ? List.of(all.get(random.nextInt(PARTITIONS))) : replaced,
        read);
  }

  void requireConsistent() throws Exception {
    turns.failures().forEach(Throwable::printStackTrace);
    assertThat(turns.failures(), is(empty()));
    LogState state = new StateLog(storage, STATE).read();
    assertThat(state.open().keySet(), is(empty()));
    requireContent(state);
    requireOneOrderOfVersions();
    requireLog(state);
  }

  /** Each partition holds what its head says. */
  private void requireContent(LogState state) {
    for (int day = 1; day <= PARTITIONS; day++) {
      Partition partition = Sample.day(day);
      assertThat(
          partition.toString(),
          warehouse.content().getOrDefault(partition, Content.EMPTY.fullChecksum()),
          is(state.head(partition).content().fullChecksum()));
    }
  }

  /** Nothing older was ever written over something newer, and no version twice. */
  private void requireOneOrderOfVersions() {
    Map<String, Integer> versions = new HashMap<>();
    for (Job job : warehouse.written()) {
      Replacement replacement =
          job.work() instanceof Job.Work.Load load
              ? load.replacement()
              : ((Job.Work.Empty) job.work()).replacement();
      int version = replacement.expectedVersion() + 1;
      assertThat(version, is(greaterThan(versions.getOrDefault(job.partition(), 0))));
      versions.put(job.partition(), version);
    }
  }

  /** Reads the log again, entry by entry, with as little of its own code as possible. */
  private void requireLog(LogState end) throws Exception {
    StateLog log = new StateLog(storage, STATE);
    Map<Partition, Integer> versions = new HashMap<>();
    Map<Long, Entry.Intent> open = new HashMap<>();
    Set<String> intended = new TreeSet<>();
    for (long number = 1; number <= end.last(); number++) {
      Entry entry = log.entry(number);
      if (entry instanceof Entry.Intent intent) {
        assertThat("one intent a run", intended.add(intent.runId()), is(true));
        intent
            .changes()
            .reads()
            .forEach((p, version) -> assertThat(versions.getOrDefault(p, 0), is(version)));
        for (Replacement replacement : intent.changes().replacements()) {
          Partition partition = replacement.result().partition();
          assertThat(versions.getOrDefault(partition, 0), is(replacement.expectedVersion()));
          open.values()
              .forEach(
                  other ->
                      assertThat(
                          other.steps().stream().map(Step::partition).toList().contains(partition),
                          is(false)));
        }
        open.put(number, intent);
      } else if (entry instanceof Entry.Checkpoint checkpoint) {
        cameAbout.merge(
            "checkpoint with open ones", checkpoint.open().isEmpty() ? 0 : 1, Integer::sum);
      } else if (entry instanceof Entry.Done done) {
        Entry.Intent intent = open.remove(done.intent());
        cameAbout.merge("done", 1, Integer::sum);
        cameAbout.merge("carried on", done.by().equals(intent.runId()) ? 0 : 1, Integer::sum);
        intent.steps().forEach(step -> versions.put(step.partition(), step.version()));
        requireTold(intent.runId(), intent.steps().stream().map(Step::partition).toList(), true);
      } else if (entry instanceof Entry.Abandoned abandoned) {
        Entry.Intent intent = open.remove(abandoned.intent());
        cameAbout.merge("abandoned", 1, Integer::sum);
        List<Partition> published =
            abandoned.endings().stream().filter(Ending::published).map(Ending::partition).toList();
        published.forEach(p -> versions.merge(p, 1, Integer::sum));
        requireTold(intent.runId(), published, false);
      }
    }
    refused.forEach(run -> assertThat(run, intended.contains(run), is(false)));
    reports.keySet().forEach(run -> assertThat(run, intended.contains(run), is(true)));
    end.heads().forEach((p, head) -> assertThat(versions.get(p), is(head.version())));
  }

  /** Whoever was told how its publication ended was told what the log says. */
  private void requireTold(String run, List<Partition> published, boolean whole) {
    Optional.ofNullable(reports.get(run))
        .ifPresent(
            report -> {
              assertThat(report.isWhole(), is(whole));
              assertThat(
                  report.endings().stream()
                      .filter(Ending::published)
                      .map(Ending::partition)
                      .toList(),
                  is(published));
            });
  }
}
