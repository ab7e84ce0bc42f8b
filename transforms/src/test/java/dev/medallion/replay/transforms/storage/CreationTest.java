package dev.medallion.replay.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.local.LocalStorage;
import dev.medallion.replay.transforms.storage.memory.Fault;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import dev.medallion.replay.transforms.storage.memory.UnreliableStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CreationTest {
  @TempDir Path folder;

  private static final Address ADDRESS = Address.parse("gs://bucket/log/1");

  private final Storage memory = new MemoryStorage(Address.GS);

  private boolean create(Fault.Plan plan, String token) throws StorageException {
    return new Creation(new UnreliableStorage(memory, plan)).once(ADDRESS, "by " + token, token);
  }

  @Test
  void theFirstOwnsItAndOthersDoNot() throws Exception {
    assertThat(create(call -> Fault.NONE, "me"), is(true));
    assertThat(create(call -> Fault.NONE, "you"), is(false));
    assertThat(create(call -> Fault.NONE, "me"), is(true));
    assertThat(memory.read(ADDRESS).text(), is("by me"));
  }

  static Stream<Fault> faults() {
    return Stream.of(Fault.FAILS, Fault.LOSES_ANSWER, Fault.COMES_LATE);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void oneFaultOfACreationIsGotOver(Fault fault) throws Exception {
    assertThat(create(Fault.Plan.at(Fault.Kind.CREATE, 1, fault), "me"), is(true));
    assertThat(create(Fault.Plan.at(Fault.Kind.CREATE, 1, fault), "you"), is(false));
  }

  @Test
  void anAnswerThatIsLostWithTheLookAfterItIsGotOver() throws Exception {
    Fault.Plan firstLook = Fault.Plan.at(Fault.Kind.READ, 1, Fault.FAILS);
    boolean own =
        create(
            call -> call.kind() == Fault.Kind.CREATE ? Fault.LOSES_ANSWER : firstLook.apply(call),
            "you");
    assertThat(own, is(true));
  }

  @Test
  void whatCannotBeFoundOutIsSaid() {
    assertThrows(
        StorageException.Unavailable.class, () -> create(call -> Fault.LOSES_ANSWER, "me"));
    assertThrows(StorageException.Unavailable.class, () -> create(call -> Fault.FAILS, "you"));
  }

  @Test
  void whatHasNoTokenIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Creation(memory).once(ADDRESS, "anybody's", "mine"));
    assertThrows(IllegalArgumentException.class, () -> new Creation(memory).once(ADDRESS, "x", ""));
  }

  /** Whoever is told that it owns the object does, and nobody else is told so. */
  @Property(tries = 300)
  void thereIsOneOwnerWhateverGoesWrong(@ForAll List<Fault> drawn) throws Exception {
    MemoryStorage storage = new MemoryStorage(Address.GS);
    List<Fault> faults = new ArrayList<>(drawn);
    UnreliableStorage unreliable =
        new UnreliableStorage(
            storage,
            call -> {
              Fault next = faults.isEmpty() ? Fault.NONE : faults.remove(0);
              return next == Fault.FORGETS_PRECONDITION ? Fault.NONE : next;
            });
    int owners = 0;
    for (String token : List.of("one", "two", "three")) {
      try {
        if (new Creation(unreliable).once(ADDRESS, "by " + token, token)) {
          owners++;
          assertThat(storage.read(ADDRESS).text(), is("by " + token));
        }
      } catch (StorageException.Unavailable e) {
        // Not known; then nobody may be told either.
        carryOut(unreliable);
      }
    }
    while (unreliable.late() > 0) {
      carryOut(unreliable);
    }
    assertThat(owners, is(lessThanOrEqualTo(1)));
  }

  private static void carryOut(UnreliableStorage storage) {
    try {
      storage.carryOut();
    } catch (StorageException e) {
      // Nobody hears it.
    }
  }

  @Test
  void oneOfManyThreadsOwnsItThoughEveryFirstAnswerIsLost() throws Exception {
    Storage local = new LocalStorage();
    Address address = Address.of(folder.resolve("log/1"));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Boolean>> futures = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String token = "thread-" + i;
      AtomicInteger calls = new AtomicInteger();
      Storage lossy =
          new UnreliableStorage(
              local,
              call ->
                  call.kind() == Fault.Kind.CREATE && calls.incrementAndGet() == 1
                      ? Fault.LOSES_ANSWER
                      : Fault.NONE);
      futures.add(
          pool.submit(
              () -> {
                start.await();
                return new Creation(lossy).once(address, token, token);
              }));
    }
    start.countDown();
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      if (futures.get(i).get()) {
        owners.add(i);
      }
    }
    pool.shutdown();
    assertThat(owners, hasSize(1));
    assertThat(local.read(address).text(), is("thread-" + owners.get(0)));
  }
}
