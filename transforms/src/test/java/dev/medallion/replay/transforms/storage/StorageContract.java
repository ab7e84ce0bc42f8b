package dev.medallion.replay.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind of storage does. A subclass for each says where. */
public abstract class StorageContract {
  private static final int THREADS = 8;

  /** The storage, the same one throughout a test. */
  protected abstract Storage storage();

  /** A folder in which nothing is when a test begins; it need not exist. */
  protected abstract Address root();

  private Address at(String name) {
    return root().resolve(name);
  }

  private Pinned create(String name, String text) throws StorageException {
    return storage().create(at(name), ByteSource.of(text)).orElseThrow();
  }

  private String text(String name) throws StorageException {
    return storage().read(at(name)).text();
  }

  private List<String> names(NameRange range) throws StorageException {
    return storage().list(root(), range).stream().map(s -> s.address().below(root())).toList();
  }

  @Test
  void whatIsCreatedIsThere() throws Exception {
    Pinned created = create("a/b.json", "content");
    assertThat(created.address(), is(at("a/b.json")));
    assertThat(created.bytes(), is(7L));
    assertThat(text("a/b.json"), is("content"));
    assertThat(storage().read(at("a/b.json")).object(), is(created));
    assertThat(storage().pin(at("a/b.json")), is(created));
    Stat stat = storage().stat(at("a/b.json")).orElseThrow();
    assertThat(stat.bytes(), is(7L));
    assertThat(stat.generation().orElse(created.generation()), is(created.generation()));
    assertThat(storage().list(root(), NameRange.all()), is(List.of(stat)));
  }

  @Test
  void anObjectMayBeEmpty() throws Exception {
    assertThat(create("empty", "").bytes(), is(0L));
    assertThat(text("empty"), is(""));
    try (InputStream in = storage().open(storage().pin(at("empty")))) {
      assertThat(in.readAllBytes().length, is(0));
    }
  }

  @Test
  void aLargeObjectIsWhole() throws Exception {
    byte[] bytes = new byte[3_000_001];
    new Random(1).nextBytes(bytes);
    Pinned pinned = storage().create(at("large"), ByteSource.of(bytes)).orElseThrow();
    assertThat(pinned.bytes(), is((long) bytes.length));
    assertArrayEquals(bytes, storage().read(at("large")).bytes());
    try (InputStream in = storage().open(pinned)) {
      assertArrayEquals(bytes, in.readAllBytes());
    }
  }

  @Test
  void theFirstToCreateWins() throws Exception {
    create("a", "first");
    assertThat(storage().create(at("a"), ByteSource.of("second")), is(Optional.empty()));
    assertThat(text("a"), is("first"));
    assertThat(names(NameRange.all()), is(List.of("a")));
  }

  @Test
  void oneOfManyAtOnceCreates() throws Exception {
    for (int round = 0; round < 20; round++) {
      Address address = at("rounds/" + round);
      List<Optional<Pinned>> results =
          atOnce(i -> () -> storage().create(address, ByteSource.of("by " + i)));
      List<Integer> winners =
          IntStream.range(0, THREADS).filter(i -> results.get(i).isPresent()).boxed().toList();
      assertThat(winners, hasSize(1));
      assertThat(storage().read(address).text(), is("by " + winners.get(0)));
      assertThat(storage().pin(address), is(results.get(winners.get(0)).orElseThrow()));
    }
    assertThat(storage().list(root(), NameRange.all()), hasSize(20));
  }

  @Test
  void onlyWhatIsExpectedIsReplaced() throws Exception {
    Pinned first = create("a", "first");
    Pinned second = storage().replace(first, ByteSource.of("second"));
    assertThat(text("a"), is("second"));
    assertThat(storage().pin(at("a")), is(second));
    assertThrows(
        StorageException.PreconditionFailed.class,
        () -> storage().replace(first, ByteSource.of("third")));
    assertThat(text("a"), is("second"));
    storage().delete(at("a"));
    assertThrows(
        StorageException.Absent.class, () -> storage().replace(second, ByteSource.of("third")));
    assertThat(names(NameRange.all()), is(empty()));
  }

  @Test
  void noneOfManyReplacementsIsLost() throws Exception {
    create("counter", "0");
    atOnce(
        i ->
            () -> {
              for (int added = 0; added < 5; ) {
                Snapshot now = storage().read(at("counter"));
                String next = Integer.toString(Integer.parseInt(now.text()) + 1);
                try {
                  storage().replace(now.object(), ByteSource.of(next));
                  added++;
                } catch (StorageException.PreconditionFailed e) {
                  // Somebody else was faster.
                }
              }
              return i;
            });
    assertThat(text("counter"), is(Integer.toString(5 * THREADS)));
    assertThat(names(NameRange.all()), is(List.of("counter")));
  }

  @Test
  void whatIsNotThereIsAbsent() throws Exception {
    create("there", "x");
    Pinned gone = create("gone", "x");
    assertThat(storage().delete(at("gone")), is(true));
    assertThat(storage().delete(at("gone")), is(false));
    assertThat(storage().stat(at("gone")), is(Optional.empty()));
    assertThat(storage().stat(at("no/such")), is(Optional.empty()));
    for (String name : List.of("gone", "no/such/object")) {
      assertThat(
          assertThrows(StorageException.Absent.class, () -> storage().read(at(name))).getMessage(),
          containsString(at(name).toString()));
      assertThrows(StorageException.Absent.class, () -> storage().pin(at(name)));
    }
    assertThrows(StorageException.Absent.class, () -> storage().open(gone).close());
    assertThrows(StorageException.Absent.class, () -> storage().copy(gone, at("copy")));
    assertThat(storage().list(at("no/such"), NameRange.all()), is(empty()));
    assertThat(storage().children(at("no/such")), is(new Children(List.of(), List.of())));
    assertThat(create("gone", "again").bytes(), is(5L));
  }

  @Test
  void aFolderIsNoObject() throws Exception {
    create("a/b", "x");
    assertThat(storage().stat(at("a")), is(Optional.empty()));
  }

  @Test
  void thePinnedObjectAndNoOtherIsOpened() throws Exception {
    Pinned first = create("a", "first");
    try (InputStream in = storage().open(first)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8), is("first"));
    }
    storage().replace(first, ByteSource.of("other"));
    assertThrows(StorageException.PreconditionFailed.class, () -> readAll(first));
    assertThrows(
        StorageException.PreconditionFailed.class, () -> storage().open(first, 1, 2).close());
  }

  private void readAll(Pinned object) throws IOException {
    try (InputStream in = storage().open(object)) {
      in.readAllBytes();
    }
  }

  static Stream<Arguments> ranges() {
    return Stream.of(
        arguments(0, 4, "0123"),
        arguments(3, 4, "3456"),
        arguments(8, 2, "89"),
        arguments(8, 100, "89"),
        arguments(10, 1, ""),
        arguments(0, 0, ""));
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void aPartIsRead(long from, long length, String expected) throws Exception {
    Pinned object = create("digits", "0123456789");
    try (InputStream in = storage().open(object, from, length)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8), is(expected));
    }
  }

  @Test
  void namesAreListedInOrderAndWithinTheirRange() throws Exception {
    List<String> names =
        List.of(
            "A/x",
            "a",
            "a-/x",
            "a.b",
            "a/b",
            "a/b0",
            "a/c/d",
            "a/c/e",
            "a0",
            "b/1",
            "b/2/x",
            "z",
            "\u00e9",
            "\uffee",
            "\ud83d\ude00");
    for (int i = names.size() - 1; i >= 0; i--) {
      // A local folder can't have the name of a file beside it.
      if (!names.get(i).equals("a")) {
        create(names.get(i), "x");
      }
    }
    List<String> there = names.stream().filter(n -> !n.equals("a")).toList();
    List<String> sorted = there.stream().sorted(NameOrder.INSTANCE).toList();
    assertThat(names(NameRange.all()), is(sorted));
    for (String one : List.of("", "a", "a/", "a/b", "a/c", "a/c/", "b/2", "nothing", "\uffee")) {
      assertThat(
          one,
          names(NameRange.startingWith(one)),
          is(sorted.stream().filter(n -> n.startsWith(one)).toList()));
      for (String other : List.of("a", "a.b", "a/b", "a/c/d", "b", "b/2", "zz", "\uffee")) {
        NameRange range = NameRange.startingWith(one).after(other);
        assertThat(
            range.toString(), names(range), is(sorted.stream().filter(range::holds).toList()));
        NameRange below = NameRange.startingWith(one).before(other);
        assertThat(
            below.toString(), names(below), is(sorted.stream().filter(below::holds).toList()));
      }
    }
    assertThat(
        names(NameRange.all().after("a/b").before("b/2")),
        is(List.of("a/b0", "a/c/d", "a/c/e", "a0", "b/1")));
    assertThat(names(NameRange.all().after("a/b").first(2)), is(List.of("a/b0", "a/c/d")));
    assertThat(names(NameRange.all().first(0)), is(empty()));
  }

  @Test
  void aFolderIsListedAlone() throws Exception {
    create("a/b/c", "1");
    create("a/b.c", "22");
    create("a/x", "333");
    create("ab/x", "x");
    Children children = storage().children(at("a"));
    assertThat(children.folders(), is(List.of(at("a/b"))));
    assertThat(
        children.objects().stream().map(Stat::address).toList(),
        is(List.of(at("a/b.c"), at("a/x"))));
    assertThat(children.objects().stream().map(Stat::bytes).toList(), is(List.of(2L, 3L)));
    assertThat(storage().children(root()).folders(), is(List.of(at("a"), at("ab"))));
    assertThat(
        storage().list(at("a"), NameRange.all()).stream().map(Stat::address).toList(),
        is(List.of(at("a/b.c"), at("a/b/c"), at("a/x"))));
  }

  static Stream<String> oddNames() {
    return Stream.of(
        "Case",
        "case",
        "with space",
        " ends with space ",
        "100%",
        "a%20b",
        "a+b",
        "a&b=c",
        "a#b",
        "a?b",
        "a*b",
        "a[b]",
        "a{b}",
        "~",
        "$HOME",
        "'quoted'",
        "\"quoted\"",
        "back\\slash",
        "new\nline",
        "tab\t",
        "colon:colon",
        "-dash",
        ".hidden",
        "...",
        "a.draft",
        "caf\u00e9",
        "cafe\u0301",
        "\u65e5\u672c\u8a9e",
        "\ud83d\ude00",
        "dt=2026-02-03",
        "x".repeat(255));
  }

  @Test
  void oddNamesStayApart() throws Exception {
    List<String> names = oddNames().toList();
    for (String name : names) {
      create(name, name);
    }
    for (String name : names) {
      assertThat(text(name), is(name));
      assertThat(storage().stat(at(name)).isPresent(), is(true));
    }
    assertThat(names(NameRange.all()), is(names.stream().sorted(NameOrder.INSTANCE).toList()));
    Pinned pinned = storage().create(at("in/source"), ByteSource.of("x")).orElseThrow();
    for (String name : names) {
      String folder = name.length() > 200 ? name.substring(0, 200) : name;
      assertThat(storage().copy(pinned, at("in/" + folder + "/" + name)).isPresent(), is(true));
      assertThat(storage().delete(at(name)), is(true));
    }
    assertThat(names(NameRange.all()), everyItem(is(not(in(names)))));
    assertThat(names(NameRange.all()), hasSize(names.size() + 1));
  }

  @Test
  void aCopyIsMadeOnceAndOfThatObject() throws Exception {
    Pinned from = create("from", "content");
    Pinned copy = storage().copy(from, at("to/copy")).orElseThrow();
    assertThat(copy, is(storage().pin(at("to/copy"))));
    assertThat(text("to/copy"), is("content"));
    assertThat(storage().copy(from, at("to/copy")), is(Optional.empty()));
    storage().replace(from, ByteSource.of("another"));
    assertThrows(
        StorageException.PreconditionFailed.class, () -> storage().copy(from, at("to/other")));
    assertThat(storage().stat(at("to/other")), is(Optional.empty()));
    assertThat(names(NameRange.all()), is(List.of("from", "to/copy")));
  }

  @Test
  void whatFailsWhileItIsWrittenIsNotThere() throws Exception {
    ByteSource breaks =
        () ->
            new FilterInputStream(new ByteArrayInputStream(new byte[100_000])) {
              private int reads;

              @Override
              public int read(byte[] bytes, int from, int length) throws IOException {
                if (++reads > 2) {
                  throw new IOException("the source broke");
                }
                return super.read(bytes, from, Math.min(length, 1_000));
              }

              @Override
              public byte[] readAllBytes() throws IOException {
                throw new IOException("the source broke");
              }
            };
    StorageException e =
        assertThrows(StorageException.class, () -> storage().create(at("a"), breaks));
    assertThat(e.getMessage(), containsString("the source broke"));
    Pinned there = create("there", "x");
    assertThrows(StorageException.class, () -> storage().replace(there, breaks));
    assertThat(text("there"), is("x"));
    assertThat(names(NameRange.all()), is(List.of("there")));
  }

  @Test
  void addressesOfOthersAreRefused() {
    Address other = new Address("elsewhere", "root", "path");
    assertThrows(IllegalArgumentException.class, () -> storage().stat(other));
    assertThrows(IllegalArgumentException.class, () -> storage().read(other));
    assertThrows(IllegalArgumentException.class, () -> storage().create(other, ByteSource.of("x")));
    assertThrows(IllegalArgumentException.class, () -> storage().list(other, NameRange.all()));
  }

  /** What a thread does, by its number. */
  @FunctionalInterface
  private interface Job<T> {
    Callable<T> of(int number);
  }

  private static <T> List<T> atOnce(Job<T> job) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Callable<T> one = job.of(i);
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  return one.call();
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
