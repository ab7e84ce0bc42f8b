package dev.medallion.replay.transforms.storage.memory;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Children;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.Snapshot;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.memory.Fault.Call;
import dev.medallion.replay.transforms.storage.memory.Fault.Kind;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Another storage, whose calls meet the faults of a plan. */
public final class UnreliableStorage implements Storage {
  private final Storage storage;
  private final Fault.Plan plan;
  private final Queue<Deed<?>> late = new ArrayDeque<>();

  public UnreliableStorage(Storage storage, Fault.Plan plan) {
    this.storage = storage;
    this.plan = plan;
  }

  @FunctionalInterface
  private interface Deed<T> {
    T run() throws StorageException;
  }

  /** Carries out the call that has been late longest. */
  public void carryOut() throws StorageException {
    Deed<?> deed = late.poll();
    if (deed != null) {
      deed.run();
    }
  }

  /** How many calls are late. */
  public int late() {
    return late.size();
  }

  private <T> T call(Kind kind, Address address, Deed<T> deed, Deed<T> heedless)
      throws StorageException {
    switch (plan.apply(new Call(kind, address))) {
      case NONE -> {
        return deed.run();
      }
      case FORGETS_PRECONDITION -> {
        return heedless.run();
      }
      case LOSES_ANSWER -> {
        try {
          deed.run();
        } catch (StorageException e) {
          // That is not heard either.
        }
      }
      case COMES_LATE -> late.add(deed);
      case FAILS -> {}
    }
    throw new StorageException.Unavailable(address, "gave no answer", null);
  }

  private <T> T call(Kind kind, Address address, Deed<T> deed) throws StorageException {
    return call(kind, address, deed, deed);
  }

  @Override
  public String scheme() {
    return storage.scheme();
  }

  @Override
  public Optional<Pinned> create(Address address, ByteSource bytes) throws StorageException {
    return call(
        Kind.CREATE,
        address,
        () -> storage.create(address, bytes),
        () -> {
          storage.delete(address);
          return storage.create(address, bytes);
        });
  }

  @Override
  public Pinned replace(Pinned expected, ByteSource bytes) throws StorageException {
    return call(
        Kind.REPLACE,
        expected.address(),
        () -> storage.replace(expected, bytes),
        () -> storage.replace(storage.pin(expected.address()), bytes));
  }

  @Override
  public Snapshot read(Address address) throws StorageException {
    return call(Kind.READ, address, () -> storage.read(address));
  }

  @Override
  public InputStream open(Pinned object, long from, long length) throws StorageException {
    return call(
        Kind.OPEN,
        object.address(),
        () -> storage.open(object, from, length),
        () -> storage.open(storage.pin(object.address()), from, length));
  }

  @Override
  public Optional<Stat> stat(Address address) throws StorageException {
    return call(Kind.STAT, address, () -> storage.stat(address));
  }

  @Override
  public Pinned pin(Address address) throws StorageException {
    return call(Kind.PIN, address, () -> storage.pin(address));
  }

  @Override
  public List<Stat> list(Address folder, NameRange names) throws StorageException {
    return call(Kind.LIST, folder, () -> storage.list(folder, names));
  }

  @Override
  public Children children(Address folder) throws StorageException {
    return call(Kind.CHILDREN, folder, () -> storage.children(folder));
  }

  @Override
  public Optional<Pinned> copy(Pinned from, Address to) throws StorageException {
    return call(Kind.COPY, to, () -> storage.copy(from, to));
  }

  @Override
  public boolean delete(Address address) throws StorageException {
    return call(Kind.DELETE, address, () -> storage.delete(address));
  }
}
