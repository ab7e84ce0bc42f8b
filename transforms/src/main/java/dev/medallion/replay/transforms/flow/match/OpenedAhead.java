package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.CallsAtOnce;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Another store, whose small objects are read before they are asked for: who reads many of them one
 * after the other waits for few. Objects are opened in the order in which they were announced; a
 * large one, or one that is opened again, is read when it is asked for.
 *
 * <p>Not thread-safe.
 */
public final class OpenedAhead extends ForwardingStore implements AutoCloseable {
  /** What is larger takes longer to come than its first byte to wait for. */
  static final long SMALL_BYTES = 1L << 20;

  /** Of all objects that were read and not asked for yet. */
  static final long HELD_BYTES = 16L << 20;

  private final CallsAtOnce calls;
  private final Iterator<ObjectRef> announced;
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private long held;

  /**
   * A store that reads ahead.
   *
   * @param announced what will be opened, in this order; some may be left out
   */
  public OpenedAhead(ObjectStore store, List<ObjectRef> announced, CallsAtOnce calls) {
    super(store);
    this.calls = calls;
    // With one call at a time each object is read when it is its turn.
    this.announced =
        (calls.most() == 1 ? List.<ObjectRef>of() : announced)
            .stream().filter(o -> o.bytes() <= SMALL_BYTES).iterator();
  }

  /** An object that is being read, or was. */
  private record Ahead(ObjectRef object, Future<byte[]> bytes) {}

  /** How many objects of a folder a process opens at once: there is no gain with local files. */
  public static CallsAtOnce atOnce(Address root, int most) {
    return LocalFolders.isLocal(root) ? CallsAtOnce.one() : CallsAtOnce.of(most);
  }

  @Override
  public InputStream open(ObjectRef object) throws ObjectUnreadableException {
    readAhead();
    if (ahead.stream().noneMatch(a -> a.object().equals(object))) {
      return super.open(object);
    }
    while (true) {
      Ahead next = ahead.remove();
      held -= next.object().bytes();
      if (next.object().equals(object)) {
        readAhead();
        return new ByteArrayInputStream(bytes(next));
      }
      next.bytes().cancel(true);
    }
  }

  private void readAhead() {
    while (ahead.size() < calls.most() && held < HELD_BYTES && announced.hasNext()) {
      ObjectRef object = announced.next();
      held += object.bytes();
      ahead.add(new Ahead(object, calls.submit(() -> read(object))));
    }
  }

  private byte[] read(ObjectRef object) throws IOException {
    try (InputStream in = super.open(object)) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(Ahead object) throws ObjectUnreadableException {
    try {
      return CallsAtOnce.get(object.bytes());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ObjectUnreadableException unreadable) {
        throw unreadable;
      }
      if (e.getCause() instanceof IOException broken) {
        ObjectUnreadableException unreadable =
            new ObjectUnreadableException(object.object().path(), broken.getMessage());
        unreadable.initCause(broken);
        throw unreadable;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Gives up what was read ahead and not asked for. */
  @Override
  public void close() {
    ahead.forEach(a -> a.bytes().cancel(true));
    ahead.clear();
  }
}
