package dev.medallion.replay.transforms.storage.memory;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Children;
import dev.medallion.replay.transforms.storage.Generation;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.Snapshot;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Objects in memory, as a bucket holds them: flat names, numbered generations. */
public final class MemoryStorage implements Storage {
  private final String scheme;
  private final TreeMap<Address, Snapshot> objects = new TreeMap<>();
  private long generations;

  public MemoryStorage(String scheme) {
    this.scheme = scheme;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public Optional<Pinned> create(Address address, ByteSource bytes) throws StorageException {
    byte[] read = all(address, bytes);
    synchronized (this) {
      return objects.containsKey(address) ? Optional.empty() : Optional.of(put(address, read));
    }
  }

  @Override
  public Pinned replace(Pinned expected, ByteSource bytes) throws StorageException {
    byte[] read = all(expected.address(), bytes);
    synchronized (this) {
      exactly(expected);
      return put(expected.address(), read);
    }
  }

  private Pinned put(Address address, byte[] bytes) {
    Generation generation = new Generation(Long.toString(++generations));
    Pinned pinned = new Pinned(address, generation, bytes.length);
    objects.put(address, new Snapshot(pinned, bytes));
    return pinned;
  }

  @Override
  public synchronized Snapshot read(Address address) throws StorageException {
    return there(address);
  }

  @Override
  public synchronized InputStream open(Pinned object, long from, long length)
      throws StorageException {
    byte[] bytes = exactly(object).bytes();
    int start = (int) Math.min(from, bytes.length);
    int end = (int) Math.min(bytes.length, start + Math.min(length, bytes.length));
    return new ByteArrayInputStream(Arrays.copyOfRange(bytes, start, end));
  }

  @Override
  public synchronized Optional<Stat> stat(Address address) throws StorageException {
    require(address);
    return Optional.ofNullable(objects.get(address)).map(MemoryStorage::stat);
  }

  private static Stat stat(Snapshot held) {
    Pinned object = held.object();
    return new Stat(object.address(), object.bytes(), Optional.of(object.generation()));
  }

  @Override
  public synchronized Pinned pin(Address address) throws StorageException {
    return there(address).object();
  }

  @Override
  public synchronized List<Stat> list(Address folder, NameRange names) {
    require(folder);
    List<Stat> found = new ArrayList<>();
    for (Map.Entry<Address, Snapshot> entry : objects.entrySet()) {
      Address address = entry.getKey();
      if (found.size() < names.limit()
          && address.isBelow(folder)
          && names.holds(address.below(folder))) {
        found.add(stat(entry.getValue()));
      }
    }
    return found;
  }

  @Override
  public synchronized Children children(Address folder) {
    List<Stat> here = new ArrayList<>();
    SortedSet<Address> folders = new TreeSet<>();
    for (Stat stat : list(folder, NameRange.all())) {
      String name = stat.address().below(folder);
      int slash = name.indexOf('/');
      if (slash < 0) {
        here.add(stat);
      } else {
        folders.add(new Address(scheme, folder.root(), folder.prefix() + name.substring(0, slash)));
      }
    }
    return new Children(here, List.copyOf(folders));
  }

  @Override
  public synchronized Optional<Pinned> copy(Pinned from, Address to) throws StorageException {
    byte[] bytes = exactly(from).bytes();
    return objects.containsKey(to) ? Optional.empty() : Optional.of(put(to, bytes));
  }

  @Override
  public synchronized boolean delete(Address address) {
    require(address);
    return objects.remove(address) != null;
  }

  private Snapshot exactly(Pinned object) throws StorageException {
    Snapshot held = there(object.address());
    if (!held.object().generation().equals(object.generation())) {
      throw StorageException.PreconditionFailed.changed(object.address());
    }
    return held;
  }

  private Snapshot there(Address address) throws StorageException {
    require(address);
    Snapshot held = objects.get(address);
    if (held == null) {
      throw new StorageException.Absent(address);
    }
    return held;
  }

  private void require(Address address) {
    if (!address.scheme().equals(scheme)) {
      throw new IllegalArgumentException(address + " is not served here");
    }
  }

  private byte[] all(Address address, ByteSource bytes) throws StorageException {
    require(address);
    try (InputStream in = bytes.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new StorageException.Unavailable(address, "can't be written: " + e.getMessage(), e);
    }
  }
}
