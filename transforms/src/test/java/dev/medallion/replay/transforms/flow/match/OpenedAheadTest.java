package dev.medallion.replay.transforms.flow.match;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.CallsAtOnce;
import dev.medallion.replay.transforms.storage.Pinned;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenedAheadTest {
  private static final int MOST = 4;

  private final Store store = new Store();
  private final CallsAtOnce calls = CallsAtOnce.of(MOST);

  private static ObjectRef object(String path, long bytes) {
    return new ObjectRef("source", "gs://b/" + path, path, "1", bytes, LocalDate.EPOCH, Map.of());
  }

  private static List<ObjectRef> objects(int count, long bytes) {
    return IntStream.range(0, count).mapToObj(i -> object("o" + i, bytes)).toList();
  }

  private static String text(OpenedAhead ahead, ObjectRef object) throws IOException {
    try (InputStream in = ahead.open(object)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void eachGivesItsOwnBytesInOrder() throws Exception {
    List<ObjectRef> objects = objects(50, 10);
    try (OpenedAhead ahead = new OpenedAhead(store, objects, calls)) {
      for (ObjectRef object : objects) {
        assertThat(text(ahead, object), is("bytes of " + object.path()));
      }
    }
    assertThat(store.opened.values().stream().distinct().toList(), is(List.of(1)));
    assertThat(store.opened.keySet(), hasSize(50));
  }

  @Test
  void soManyAreOpenAtOnceAndNoMore() throws Exception {
    store.together = new CountDownLatch(MOST);
    List<ObjectRef> objects = objects(20, 10);
    try (OpenedAhead ahead = new OpenedAhead(store, objects, calls)) {
      for (ObjectRef object : objects) {
        text(ahead, object);
      }
    }
    assertThat(store.highest.get(), is(MOST));
  }

  @Test
  void someMayBeLeftOut() throws Exception {
    List<ObjectRef> objects = objects(10, 10);
    try (OpenedAhead ahead = new OpenedAhead(store, objects, calls)) {
      for (int i : List.of(1, 2, 5, 9)) {
        assertThat(text(ahead, objects.get(i)), is("bytes of o" + i));
      }
    }
  }

  @Test
  void aLargeOneAnUnknownOneAndOneOpenedAgainAreReadThen() throws Exception {
    ObjectRef large = object("large", OpenedAhead.SMALL_BYTES + 1);
    List<ObjectRef> objects = List.of(object("a", 1), large, object("b", 1));
    try (OpenedAhead ahead = new OpenedAhead(store, objects, calls)) {
      for (ObjectRef object : objects) {
        assertThat(text(ahead, object), is("bytes of " + object.path()));
      }
      assertThat(text(ahead, objects.get(0)), is("bytes of a"));
      assertThat(text(ahead, object("other", 1)), is("bytes of other"));
    }
    assertThat(store.opened.get("a"), is(2));
    assertThat(store.opened.get("large"), is(1));
  }

  @Test
  void whatIsHeldIsBounded() throws Exception {
    CallsAtOnce many = CallsAtOnce.of(100);
    List<ObjectRef> objects = objects(100, OpenedAhead.SMALL_BYTES);
    try (OpenedAhead ahead = new OpenedAhead(store, objects, many)) {
      text(ahead, objects.get(0));
      int opened = store.opened.size();
      // The one that was asked for, and the next ones.
      assertThat(
          opened,
          is(lessThanOrEqualTo(1 + (int) (OpenedAhead.HELD_BYTES / OpenedAhead.SMALL_BYTES))));
    }
  }

  @Test
  void aFailureIsThatOfItsOwnObject() throws Exception {
    store.broken.add("o1");
    store.gone.add("o2");
    List<ObjectRef> objects = objects(4, 10);
    try (OpenedAhead ahead = new OpenedAhead(store, objects, calls)) {
      assertThat(text(ahead, objects.get(0)), is("bytes of o0"));
      assertThat(
          assertThrows(ObjectUnreadableException.class, () -> ahead.open(objects.get(1)))
              .getMessage(),
          containsString("o1 can't be read: it broke"));
      assertThat(
          assertThrows(ObjectUnreadableException.class, () -> ahead.open(objects.get(2)))
              .getMessage(),
          is("o2 can't be read: it is gone"));
      assertThat(text(ahead, objects.get(3)), is("bytes of o3"));
    }
  }

  @Test
  void oneAtATimeIsOpenedWhenItIsAskedFor() throws Exception {
    List<ObjectRef> objects = objects(3, 10);
    try (OpenedAhead ahead = new OpenedAhead(store, objects, CallsAtOnce.one())) {
      text(ahead, objects.get(0));
      assertThat(store.opened.keySet(), is(Set.of("o0")));
    }
    assertThat(OpenedAhead.atOnce(Address.parse("/lake"), 64).most(), is(1));
    assertThat(OpenedAhead.atOnce(Address.parse("gs://lake/in"), 64).most(), is(64));
  }

  /** Objects that hold their names. */
  private static final class Store implements ObjectStore {
    private final Map<String, Integer> opened = new ConcurrentHashMap<>();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger highest = new AtomicInteger();
    private CountDownLatch together = new CountDownLatch(0);

    @Override
    public InputStream open(ObjectRef object) throws ObjectUnreadableException {
      opened.merge(object.path(), 1, Integer::sum);
      highest.accumulateAndGet(now.incrementAndGet(), Math::max);
      together.countDown();
      try {
        assertThat(together.await(10, TimeUnit.SECONDS), is(true));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (gone.contains(object.path())) {
        throw new ObjectUnreadableException(object.path(), "it is gone");
      }
      byte[] bytes = ("bytes of " + object.path()).getBytes(StandardCharsets.UTF_8);
      return new FilterInputStream(new ByteArrayInputStream(bytes)) {
        @Override
        public int read(byte[] target, int from, int length) throws IOException {
          if (broken.contains(object.path())) {
            throw new IOException("it broke");
          }
          return super.read(target, from, length);
        }

        @Override
        public byte[] readAllBytes() throws IOException {
          if (broken.contains(object.path())) {
            throw new IOException("it broke");
          }
          return super.readAllBytes();
        }

        @Override
        public void close() {
          now.decrementAndGet();
        }
      };
    }

    @Override
    public List<Entry> list(String folder) {
      return List.of();
    }

    @Override
    public Pinned pin(String path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String uri(String path) {
      return "gs://b/" + path;
    }
  }
}
