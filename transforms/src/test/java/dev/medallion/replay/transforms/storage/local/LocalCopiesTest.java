package dev.medallion.replay.transforms.storage.local;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.Storages;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.storage.local.LocalCopies.Lent;
import dev.medallion.replay.transforms.storage.local.LocalCopies.Wanted;
import dev.medallion.replay.transforms.storage.memory.Fault;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import dev.medallion.replay.transforms.storage.memory.UnreliableStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalCopiesTest {
  private static final long BUDGET = 100;

  @TempDir Path folder;

  private final Storage memory = new MemoryStorage(Address.GS);
  private final AtomicInteger opened = new AtomicInteger();
  private volatile Fault.Plan plan = call -> Fault.NONE;

  private LocalCopies copies() {
    Storage counted =
        new UnreliableStorage(
            memory,
            call -> {
              if (call.kind() == Fault.Kind.OPEN) {
                opened.incrementAndGet();
              }
              return plan.apply(call);
            });
    return new LocalCopies(
        Storages.of(List.of(counted, new LocalStorage()))::of, folder.resolve("copies"), BUDGET);
  }

  private Wanted put(String name, int bytes) throws StorageException {
    String text = name.substring(0, 1).repeat(bytes);
    Address address = Address.parse("gs://bucket").resolve(name);
    memory.create(address, ByteSource.of(text));
    return new Wanted(address, Sha256.ofText(text), bytes);
  }

  private long onDisk() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  @Test
  void aCopyHasTheBytesAndIsFetchedOnce() throws Exception {
    LocalCopies copies = copies();
    Wanted a = put("a", 10);
    for (int i = 0; i < 3; i++) {
      try (Lent lent = copies.lend(List.of(a, a))) {
        assertThat(Files.readString(lent.path(a)), is("a".repeat(10)));
      }
    }
    assertThat(opened.get(), is(1));
  }

  @Test
  void theSameBytesElsewhereAreTheSameCopy() throws Exception {
    LocalCopies copies = copies();
    Wanted a = put("a", 10);
    Wanted again = put("a-again", 10);
    try (Lent lent = copies.lend(List.of(a, again))) {
      assertThat(lent.path(a), is(lent.path(again)));
    }
    assertThat(opened.get(), is(1));
  }

  @Test
  void whatNobodyUsesMakesRoom() throws Exception {
    LocalCopies copies = copies();
    Wanted a = put("a", 60);
    Wanted b = put("b", 60);
    Wanted c = put("c", 30);
    copies.lend(List.of(a)).close();
    copies.lend(List.of(c)).close();
    try (Lent lent = copies.lend(List.of(b))) {
      assertThat(Files.readString(lent.path(b)), is("b".repeat(60)));
      assertThat(onDisk(), is(90L));
    }
    copies.lend(List.of(c)).close();
    assertThat(opened.get(), is(3));
    copies.lend(List.of(a)).close();
    assertThat(opened.get(), is(4));
    assertThat(onDisk(), is(lessThanOrEqualTo(BUDGET)));
  }

  @Test
  void whatIsInUseStays() throws Exception {
    LocalCopies copies = copies();
    Wanted a = put("a", 60);
    Wanted b = put("b", 60);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Lent first = copies.lend(List.of(a));
    Lent second = copies.lend(List.of(a));
    Future<Lent> waits = pool.submit(() -> copies.lend(List.of(b)));
    first.close();
    first.close();
    assertThrows(TimeoutException.class, () -> waits.get(200, TimeUnit.MILLISECONDS));
    assertThat(Files.exists(second.path(a)), is(true));
    second.close();
    try (Lent lent = waits.get()) {
      assertThat(Files.exists(lent.path(b)), is(true));
    }
    pool.shutdown();
  }

  @Test
  void moreThanThereIsRoomForIsRefused() throws Exception {
    LocalCopies copies = copies();
    StorageException.Unusable e =
        assertThrows(
            StorageException.Unusable.class,
            () -> copies.lend(List.of(put("a", 60), put("b", 60))));
    assertThat(e.getMessage(), containsString("120 bytes"));
    assertThat(e.getMessage(), containsString("100"));
    assertThat(opened.get(), is(0));
  }

  @Test
  void otherBytesThanWantedAreRefused() throws Exception {
    LocalCopies copies = copies();
    Wanted a = put("a", 10);
    for (Wanted wrong :
        List.of(
            new Wanted(a.address(), Sha256.ofText("other"), 10),
            new Wanted(a.address(), a.digest(), 9),
            new Wanted(a.address(), a.digest(), 11))) {
      StorageException.Unusable e =
          assertThrows(StorageException.Unusable.class, () -> copies.lend(List.of(wrong)));
      assertThat(e.getMessage(), containsString("altered"));
    }
    assertThat(onDisk(), is(0L));
    copies.lend(List.of(a)).close();
  }

  @Test
  void aFailureGivesEverythingBack() throws Exception {
    LocalCopies copies = copies();
    Wanted a = put("a", 50);
    Wanted b = put("b", 50);
    plan = Fault.Plan.at(Fault.Kind.OPEN, 2, Fault.FAILS);
    assertThrows(StorageException.Unavailable.class, () -> copies.lend(List.of(a, b)));
    try (Lent lent = copies.lend(List.of(a, b, put("a-again", 50)))) {
      assertThat(Files.readString(lent.path(b)), is("b".repeat(50)));
    }
    Wanted absent = new Wanted(Address.parse("gs://bucket/none"), Sha256.ofText("x"), 1);
    assertThrows(StorageException.Absent.class, () -> copies.lend(List.of(absent)));
  }

  @Test
  void aLocalFileIsLentItself() throws Exception {
    LocalCopies copies = copies();
    Path file = Files.writeString(folder.resolve("file"), "x".repeat(500));
    Wanted wanted = new Wanted(Address.of(file), Sha256.ofFile(file), 500);
    try (Lent lent = copies.lend(List.of(wanted))) {
      assertThat(lent.path(wanted), is(file.toAbsolutePath()));
    }
    assertThat(Files.exists(file), is(true));
    Wanted wrong = new Wanted(Address.of(file), Sha256.ofText("other"), 500);
    assertThat(
        assertThrows(StorageException.Unusable.class, () -> copies.lend(List.of(wrong)))
            .getMessage(),
        containsString("altered"));
  }

  @Test
  void twoThatWantTheSameAtOnceFetchItOnce() throws Exception {
    LocalCopies copies = copies();
    Wanted a = put("a", 10);
    CountDownLatch go = new CountDownLatch(1);
    plan =
        call -> {
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Fault.NONE;
        };
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<Lent>> futures = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      futures.add(pool.submit(() -> copies.lend(List.of(a))));
    }
    go.countDown();
    for (Future<Lent> future : futures) {
      try (Lent lent = future.get()) {
        assertThat(Files.readString(lent.path(a)), is("a".repeat(10)));
      }
    }
    pool.shutdown();
    assertThat(opened.get(), is(1));
  }

  @Test
  void aRequestThatFailsLeavesWhatAnotherFetches() throws Exception {
    LocalCopies copies = copies();
    Wanted a = put("a", 10);
    Wanted absent = new Wanted(Address.parse("gs://bucket/none"), Sha256.ofText("x"), 1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    plan =
        call -> {
          try {
            begun.countDown();
            if (call.address().equals(a.address())) {
              go.await();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Fault.NONE;
        };
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<Lent> slow = pool.submit(() -> copies.lend(List.of(a)));
    begun.await();
    assertThrows(StorageException.Absent.class, () -> copies.lend(List.of(a, absent)));
    assertThat(copies.bytes(), is(10L));
    go.countDown();
    slow.get().close();
    pool.shutdown();
    copies.lend(List.of(a)).close();
    assertThat(opened.get(), is(1));
    assertThat(copies.bytes(), is(10L));
  }

  @Test
  void manyRequestsGetThroughWithinTheBudget() throws Exception {
    LocalCopies copies = copies();
    List<Wanted> all = new ArrayList<>();
    for (char c = 'a'; c < 'k'; c++) {
      all.add(put(String.valueOf(c), 30));
    }
    ExecutorService pool = Executors.newFixedThreadPool(6);
    List<Future<?>> futures = new ArrayList<>();
    for (int thread = 0; thread < 6; thread++) {
      Random random = new Random(thread);
      futures.add(
          pool.submit(
              () -> {
                for (int i = 0; i < 60; i++) {
                  List<Wanted> some =
                      Stream.generate(() -> all.get(random.nextInt(all.size()))).limit(3).toList();
                  try (Lent lent = copies.lend(some)) {
                    for (Wanted one : some) {
                      String name = one.address().name();
                      assertThat(Files.readString(lent.path(one)), is(name.repeat(30)));
                    }
                    assertThat(copies.bytes(), is(lessThanOrEqualTo(BUDGET)));
                  }
                }
                return null;
              }));
    }
    for (Future<?> future : futures) {
      future.get();
    }
    pool.shutdown();
    assertThat(onDisk(), is(lessThanOrEqualTo(BUDGET)));
  }
}
