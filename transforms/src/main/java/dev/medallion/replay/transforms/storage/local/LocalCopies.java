package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Objects as local files, for whoever can read nothing else. A process has one of these, and its
 * copies never take more than their budget.
 *
 * <p>Room for all objects of a request is reserved before the first is fetched, in the order of
 * requests: so two requests can't wait for each other. A thread that holds lent files must not ask
 * for more. What nobody uses is kept until its room is needed. A local object is lent as it is.
 */
public final class LocalCopies {
  /** Of who wants nothing. */
  public static final Lent NONE =
      new Lent() {
        @Override
        public Path path(Wanted wanted) {
          throw new IllegalArgumentException(wanted.address() + " was not lent");
        }

        @Override
        public void close() {
          // Nothing is held.
        }
      };

  private final Function<Address, Storage> storages;
  private final Path folder;
  private final long budget;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** By digest, the one that was used last at the end. */
  private final Map<String, Copy> copies = new LinkedHashMap<>();

  private final Deque<Object> waiting = new ArrayDeque<>();
  private long reserved;

  /** Local files are not changed once their digests are known, so each is read once. */
  private final Set<Wanted> intact = ConcurrentHashMap.newKeySet();

  /**
   * An empty cache.
   *
   * @param storages what serves an address
   * @param parent folder in which it makes its own
   * @param budget how many bytes its copies take at most
   */
  public LocalCopies(Function<Address, Storage> storages, Path parent, long budget) {
    this.storages = storages;
    this.folder = parent.resolve("copies-" + Nondeterminism.newToken());
    this.budget = budget;
  }

  /**
   * An object that is wanted as a file.
   *
   * @param digest hex SHA-256 of its bytes
   * @param bytes how many there are
   */
  public record Wanted(Address address, String digest, long bytes) {}

  /** Files that stay until they are given back. */
  public interface Lent extends AutoCloseable {
    /** Where one of the wanted objects is; the file must not be changed. */
    Path path(Wanted wanted);

    @Override
    void close();
  }

  private enum State {
    FETCHING,
    READY,
    FAILED
  }

  /** A copy and who uses it; guarded by the lock. */
  private static final class Copy {
    final Wanted wanted;
    final Path file;
    State state = State.FETCHING;
    int users;

    Copy(Wanted wanted, Path file) {
      this.wanted = wanted;
      this.file = file;
    }
  }

  /**
   * Lends objects as files, once there is room for all of them.
   *
   * @throws StorageException where one can't be had, or is not what it was when its digest was
   *     taken, or all together never fit
   */
  public Lent lend(Collection<Wanted> all) throws StorageException {
    Map<Wanted, Path> paths = new HashMap<>();
    Map<String, Wanted> remote = new LinkedHashMap<>();
    for (Wanted wanted : all) {
      if (wanted.address().scheme().equals(Address.FILE)) {
        paths.put(wanted, ownFile(wanted));
      } else {
        remote.putIfAbsent(wanted.digest(), wanted);
      }
    }
    List<Copy> taken = new ArrayList<>();
    List<Copy> toFetch = new ArrayList<>();
    boolean complete = false;
    try {
      reserve(remote.values(), taken, toFetch);
      for (Copy copy : toFetch) {
        fetch(copy);
      }
      for (Copy copy : taken) {
        await(copy);
      }
      complete = true;
    } finally {
      if (!complete) {
        toFetch.forEach(copy -> ended(copy, false));
        giveBack(taken);
      }
    }
    taken.forEach(copy -> paths.put(copy.wanted, copy.file));
    Map<String, Path> byDigest = new HashMap<>();
    taken.forEach(copy -> byDigest.put(copy.wanted.digest(), copy.file));
    return new Lent() {
      private boolean closed;

      @Override
      public Path path(Wanted wanted) {
        return paths.getOrDefault(wanted, byDigest.get(wanted.digest()));
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          giveBack(taken);
        }
      }
    };
  }

  /** How many bytes its copies take now, those that are being fetched included. */
  long bytes() {
    lock.lock();
    try {
      return reserved;
    } finally {
      lock.unlock();
    }
  }

  private Path ownFile(Wanted wanted) throws StorageException {
    Path file = LocalPaths.of(wanted.address());
    if (!intact.contains(wanted)) {
      String found = storages.apply(wanted.address()).pin(wanted.address()).generation().value();
      if (!found.equals(wanted.digest())) {
        throw StorageException.Altered.other(wanted.address());
      }
      intact.add(wanted);
    }
    return file;
  }

  /**
   * Waits for room and takes it.
   *
   * @param taken gets every copy of the request
   * @param toFetch gets those that are not there yet, and that nobody else fetches
   */
  private void reserve(Collection<Wanted> wanted, List<Copy> taken, List<Copy> toFetch)
      throws StorageException {
    if (wanted.isEmpty()) {
      return;
    }
    Address first = wanted.iterator().next().address();
    long whole = wanted.stream().mapToLong(Wanted::bytes).sum();
    if (whole > budget) {
      throw new StorageException.Unusable(
          first,
          Text.format(
              "can't be copied: %d objects that are read together have %d bytes, and local copies"
                  + " may take %d",
              wanted.size(), whole, budget));
    }
    Object ticket = new Object();
    lock.lock();
    try {
      waiting.add(ticket);
      while (waiting.peek() != ticket || !makeRoom(wanted)) {
        changed.await();
      }
      for (Wanted one : wanted) {
        Copy copy = copies.remove(one.digest());
        if (copy == null) {
          copy = new Copy(one, folder.resolve(one.digest()));
          reserved += one.bytes();
          toFetch.add(copy);
        }
        copy.users++;
        copies.put(one.digest(), copy);
        taken.add(copy);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException.Unavailable(first, "was not copied: interrupted", e);
    } finally {
      waiting.remove(ticket);
      changed.signalAll();
      lock.unlock();
    }
  }

  /** Deletes what nobody uses, from the one that was used longest ago, as far as it is needed. */
  private boolean makeRoom(Collection<Wanted> wanted) throws StorageException {
    Set<String> digests = wanted.stream().map(Wanted::digest).collect(Collectors.toSet());
    long needed =
        wanted.stream().filter(w -> !copies.containsKey(w.digest())).mapToLong(Wanted::bytes).sum();
    List<Copy> idle =
        copies.values().stream()
            .filter(c -> c.users == 0 && !digests.contains(c.wanted.digest()))
            .toList();
    long free = budget - reserved;
    if (free + idle.stream().mapToLong(c -> c.wanted.bytes()).sum() < needed) {
      return false;
    }
    for (Copy copy : idle) {
      if (budget - reserved >= needed) {
        break;
      }
      forget(copy);
    }
    return true;
  }

  private void forget(Copy copy) throws StorageException {
    try {
      Files.deleteIfExists(copy.file);
    } catch (IOException e) {
      throw LocalErrors.of(Address.of(copy.file), "can't be deleted", e);
    }
    copies.remove(copy.wanted.digest());
    reserved -= copy.wanted.bytes();
  }

  private void fetch(Copy copy) throws StorageException {
    Download.to(copy.file, storages.apply(copy.wanted.address()), copy.wanted);
    ended(copy, true);
  }

  /** Says how fetching a copy ended, to whoever waits for it. One that failed is forgotten. */
  private void ended(Copy copy, boolean fetched) {
    lock.lock();
    try {
      if (copy.state == State.FETCHING) {
        copy.state = fetched ? State.READY : State.FAILED;
        if (!fetched) {
          copies.remove(copy.wanted.digest());
          reserved -= copy.wanted.bytes();
        }
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void await(Copy copy) throws StorageException {
    lock.lock();
    try {
      while (copy.state == State.FETCHING) {
        changed.await();
      }
      if (copy.state == State.FAILED) {
        throw new StorageException.Unavailable(
            copy.wanted.address(), "was not copied: another part of this process failed to", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException.Unavailable(
          copy.wanted.address(), "was not copied: interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(List<Copy> taken) {
    lock.lock();
    try {
      taken.forEach(copy -> copy.users--);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
