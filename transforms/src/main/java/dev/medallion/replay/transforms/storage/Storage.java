package dev.medallion.replay.transforms.storage;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Where objects lie: local files, or buckets. Objects appear whole or not at all, and outlive the
 * machine once a call that wrote them has returned. Names are listed by their code points.
 *
 * <p>A call that fails with {@link StorageException.Unavailable} may have taken effect all the
 * same, or still take effect: {@link Creation} says how to find out.
 */
public interface Storage {
  /** The scheme of the addresses that it serves. */
  String scheme();

  /**
   * Creates an object, unless there is one of that name.
   *
   * @return it, if this call created it
   */
  Optional<Pinned> create(Address address, ByteSource bytes) throws StorageException;

  /**
   * Writes an object in place of another.
   *
   * @param expected what is there now, or nothing is written
   * @throws StorageException.PreconditionFailed where something else is there
   * @throws StorageException.Absent where nothing is
   */
  Pinned replace(Pinned expected, ByteSource bytes) throws StorageException;

  /** The whole of an object that fits into memory, and which it was. */
  Snapshot read(Address address) throws StorageException;

  /**
   * The bytes of exactly this object, from the first to the last.
   *
   * @return a stream that fails with {@link StorageException.PreconditionFailed}, at the latest at
   *     its end, where the object is another by now
   */
  default InputStream open(Pinned object) throws StorageException {
    return open(object, 0, object.bytes());
  }

  /**
   * A part of the bytes of exactly this object.
   *
   * @param length how many bytes; fewer where the object ends before
   */
  InputStream open(Pinned object, long from, long length) throws StorageException;

  /** What can be told of an object without reading it; empty where there is none. */
  Optional<Stat> stat(Address address) throws StorageException;

  /** An object as it is now; the bytes of a local one are read for that. */
  Pinned pin(Address address) throws StorageException;

  /** The objects that a folder holds, also in folders of its own, within a range of names. */
  List<Stat> list(Address folder, NameRange names) throws StorageException;

  /** What a folder holds directly; nothing where there is no such folder. */
  Children children(Address folder) throws StorageException;

  /**
   * Copies an object within this storage, unless there is one of that name.
   *
   * @return the copy, if this call made it
   */
  Optional<Pinned> copy(Pinned from, Address to) throws StorageException;

  /**
   * Deletes an object.
   *
   * @return whether there was one
   */
  boolean delete(Address address) throws StorageException;
}
