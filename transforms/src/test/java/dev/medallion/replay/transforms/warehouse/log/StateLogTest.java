package dev.medallion.replay.transforms.warehouse.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.local.LocalStorage;
import dev.medallion.replay.transforms.storage.memory.Fault;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import dev.medallion.replay.transforms.storage.memory.UnreliableStorage;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateLogTest {
  @TempDir Path folder;

  private static final Address STATE = Address.parse("gs://bucket/state");

  private final Storage memory = new MemoryStorage(Address.GS);

  private StateLog log() {
    return new StateLog(memory, STATE);
  }

  private static Entry.Lease lease(String runId) {
    return new Entry.Lease(
        runId, Sample.owner(runId), Instant.EPOCH, List.of(Sample.day(1)), List.of(), null);
  }

  private static Entry.Intent intent(LogState state, String runId) {
    ChangeSet changes = Sample.changes(state, runId, Sample.day(1), Sample.day(2));
    return new Entry.Intent(
        runId,
        new Owner.DataflowJob("project", "europe-west1", "job-1"),
        Instant.EPOCH,
        changes,
        List.of(
            new Step(Sample.day(1), Step.Action.LOAD, state.head(Sample.day(1)).version() + 1, 1),
            new Step(Sample.day(2), Step.Action.LOAD, state.head(Sample.day(2)).version() + 1, 1)));
  }

  private static Entry.Abandoned abandoned(long intent) {
    return new Entry.Abandoned(
        intent,
        "c",
        List.of(
            new Ending(Sample.day(1), true, 2, ""),
            new Ending(Sample.day(2), false, 3, "a file is not there")));
  }

  @Test
  void aLogWithoutEntriesSaysNothing() throws Exception {
    assertThat(log().read(), is(LogState.EMPTY));
    assertThat(log().append(state -> Optional.empty()), is(LogState.EMPTY));
    assertThat(memory.list(STATE, NameRange.all()), hasSize(0));
  }

  @Test
  void everyEntryIsReadAsItWasWritten() throws Exception {
    StateLog log = log();
    List<Entry> written = new ArrayList<>();
    written.add(lease("a"));
    log.append(state -> Optional.of(lease("a")));
    LogState state = log.append(s -> Optional.of(intent(s, "a")));
    written.add(state.open().get(2L));
    written.add(new Entry.Done(2, "a"));
    log.append(s -> Optional.of(new Entry.Done(2, "a")));
    written.add(new Entry.Release("a"));
    state = log.append(s -> Optional.of(new Entry.Release("a")));
    written.add(intent(state, "b"));
    log.append(s -> Optional.of(intent(s, "b")));
    written.add(abandoned(5));
    state = log.append(s -> Optional.of(abandoned(5)));
    written.add(state.asCheckpoint());
    state = log.append(s -> Optional.of(s.asCheckpoint()));

    List<Entry> read = new ArrayList<>();
    for (long number : LongStream.rangeClosed(1, 7).toArray()) {
      read.add(log().entry(number));
    }
    assertThat(read, is(written));
    assertThat(log().read(), is(state));
    assertThat(
        memory.list(STATE.resolve("log"), NameRange.all()).get(0).address().name(),
        is("00000000000000000001.json"));
  }

  @Test
  void headsFollowFromWhatWasDone() throws Exception {
    StateLog log = log();
    log.append(s -> Optional.of(intent(s, "a")));
    assertThat(log.read().heads().size(), is(0));
    LogState done = log.append(s -> Optional.of(new Entry.Done(1, "a")));
    assertThat(done.head(Sample.day(1)).version(), is(1));
    assertThat(done.head(Sample.day(1)).runId(), is("a"));
    assertThat(done.open().size(), is(0));
    assertThat(done.closed().get("a").done(), is(true));

    log.append(s -> Optional.of(intent(s, "b")));
    LogState partly = log.append(s -> Optional.of(abandoned(3)));
    assertThat(partly.head(Sample.day(1)).version(), is(2));
    assertThat(partly.head(Sample.day(2)).version(), is(1));
    assertThat(partly.firstAttempt(Sample.day(1)), is(1));
    assertThat(partly.firstAttempt(Sample.day(2)), is(4));
    assertThat(partly.closed().get("b").done(), is(false));

    log.append(
        s ->
            Optional.of(
                new Entry.Intent(
                    "d",
                    Sample.owner("d"),
                    Instant.EPOCH,
                    Sample.changes(s, "d", Sample.day(2)),
                    List.of(new Step(Sample.day(2), Step.Action.LOAD, 2, 4)))));
    LogState later = log.append(s -> Optional.of(new Entry.Done(5, "d")));
    assertThat(later.head(Sample.day(2)).version(), is(2));
    assertThat(later.firstAttempt(Sample.day(2)), is(1));
  }

  @Test
  void theIdIsMadeWithTheFirstEntry() throws Exception {
    String id = log().append(s -> Optional.of(lease("a"))).log().orElseThrow();
    assertThat(log().append(s -> Optional.of(lease("b"))).log(), is(Optional.of(id)));
    StateLog other = new StateLog(memory, Address.parse("gs://bucket/other"));
    assertThat(other.append(s -> Optional.of(lease("a"))).log(), is(not(Optional.of(id))));
  }

  @Test
  void manyAtOnceGetNumbersOfTheirOwn() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    LocalStorage local = new LocalStorage();
    Address state = Address.of(folder);
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String run = "run-" + i;
      futures.add(
          pool.submit(
              () -> {
                StateLog log = new StateLog(local, state);
                log.append(s -> Optional.of(lease(run)));
                for (int round = 0; round < 5; round++) {
                  log.append(
                      s ->
                          s.leases().containsKey(run)
                              ? Optional.of(new Entry.Release(run))
                              : Optional.of(lease(run)));
                }
                return null;
              }));
    }
    for (Future<?> future : futures) {
      future.get();
    }
    pool.shutdown();
    LogState end = new StateLog(local, state).read();
    assertThat(end.last(), is(48L));
    assertThat(end.leases().size(), is(0));
    assertThat(local.list(state, NameRange.all()), hasSize(48));
  }

  @Test
  void whoeverLosesANumberDecidesAgain() throws Exception {
    StateLog slow = log();
    List<Long> seen = new ArrayList<>();
    LogState state =
        slow.append(
            s -> {
              seen.add(s.last());
              if (s.last() == 0) {
                append("fast");
              }
              return s.leases().containsKey("fast") ? Optional.empty() : Optional.of(lease("slow"));
            });
    assertThat(seen, is(List.of(0L, 1L)));
    assertThat(new TreeSet<>(state.leases().keySet()), is(new TreeSet<>(List.of("fast"))));
  }

  private void append(String run) {
    try {
      log().append(s -> Optional.of(lease(run)));
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"FAILS", "LOSES_ANSWER", "COMES_LATE"})
  void anAnswerThatIsLostIsGotOver(Fault fault) throws Exception {
    UnreliableStorage lossy =
        new UnreliableStorage(memory, Fault.Plan.at(Fault.Kind.CREATE, 1, fault));
    StateLog log = new StateLog(lossy, STATE);
    log.append(s -> Optional.of(lease("a")));
    LogState state = log.append(s -> Optional.of(lease("b")));
    while (lossy.late() > 0) {
      lossy.carryOut();
    }
    assertThat(log().read(), is(state));
    assertThat(state.last(), is(2L));
  }

  @Test
  void anEntryThatComesLateIsReadAsOneOfTheRest() throws Exception {
    UnreliableStorage dead =
        new UnreliableStorage(
            memory, call -> call.kind() == Fault.Kind.CREATE ? Fault.COMES_LATE : Fault.NONE);
    StateLog log = new StateLog(dead, STATE);
    assertThrows(
        StorageException.Unavailable.class, () -> log.append(s -> Optional.of(lease("a"))));
    dead.carryOut();
    assertThat(log.read().leases().containsKey("a"), is(true));
    log().append(s -> Optional.of(lease("b")));
    while (dead.late() > 0) {
      dead.carryOut();
    }
    assertThat(log().read().last(), is(2L));
  }

  @Test
  void aCheckpointSaysWhatAllBeforeItSay() throws Exception {
    StateLog log = log();
    for (int i = 0; i < 5; i++) {
      String run = "run-" + i;
      log.append(s -> Optional.of(lease(run)));
    }
    log.append(s -> Optional.of(intent(s, "a")));
    log.checkpoint(100);
    assertThat(log.read().checkpoint(), is(0L));
    log.checkpoint(6);
    assertThat(log.read().checkpoint(), is(7L));
    log.checkpoint(6);
    assertThat(log.read().last(), is(7L));
    log.append(s -> Optional.of(new Entry.Done(6, "a")));

    List<String> reads = new ArrayList<>();
    LogState fromCheckpoint =
        new StateLog(
                new UnreliableStorage(
                    memory,
                    call -> {
                      if (call.kind() == Fault.Kind.READ) {
                        reads.add(call.address().name());
                      }
                      return Fault.NONE;
                    }),
                STATE)
            .read();
    assertThat(
        reads,
        is(List.of("checkpoint.txt", "00000000000000000007.json", "00000000000000000008.json")));
    assertThat(fromCheckpoint, is(log.read()));
    memory.delete(STATE.resolve("checkpoint.txt"));
    assertThat(log().read(), is(fromCheckpoint));
    memory.create(STATE.resolve("checkpoint.txt"), ByteSource.of("3"));
    assertThat(log().read(), is(fromCheckpoint));
  }

  @Test
  void aDamagedLogIsRefused() throws Exception {
    for (int i = 0; i < 3; i++) {
      String run = "run-" + i;
      log().append(s -> Optional.of(lease(run)));
    }
    Address second = STATE.resolve("log/00000000000000000002.json");
    Address third = STATE.resolve("log/00000000000000000003.json");
    String text = memory.read(second).text();

    memory.replace(memory.pin(second), ByteSource.of("{}"));
    assertThat(damage(), containsString("format 0"));
    memory.replace(memory.pin(second), ByteSource.of(text.replace("\"format\":2", "\"format\":9")));
    assertThat(damage(), containsString("use a newer version of the program"));
    memory.replace(memory.pin(second), ByteSource.of(text.substring(20)));
    assertThat(damage(), containsString("00000000000000000002.json"));
    memory.replace(memory.pin(second), ByteSource.of(memory.read(third).text()));
    assertThat(damage(), containsString("wrong place"));
    memory.replace(
        memory.pin(second), ByteSource.of(text.replaceAll("\"log\":\"[^\"]*\"", "\"log\":\"x\"")));
    assertThat(damage(), containsString("another log"));
    memory.delete(second);
    assertThat(damage(), containsString("entry 2 is missing"));
    memory.create(second, ByteSource.of(text));
    memory.create(STATE.resolve("log/notes.txt"), ByteSource.of("not an entry"));
    assertThat(log().read().last(), is(3L));
  }

  private String damage() {
    return assertThrows(DamagedLogException.class, () -> log().read()).getMessage();
  }

  @Test
  void whatDoesNotFitIsNotWritten() throws Exception {
    log().append(s -> Optional.of(lease("a")));
    assertThrows(
        DamagedLogException.class, () -> log().append(s -> Optional.of(new Entry.Done(1, "a"))));
    assertThat(log().read().last(), is(1L));
  }
}
