package dev.medallion.replay.transforms.flow.match;

import java.io.InputStream;
import java.io.Serializable;
import java.util.List;

/**
 * Where the lake's objects lie. Paths are below its root, with {@code /} between segments; the root
 * itself is the empty path.
 */
public interface ObjectStore extends Serializable {

  /**
   * What a folder directly holds.
   *
   * @param name the last segment of its path
   * @param folder whether it holds others; a link that leads nowhere is none
   * @param bytes size as stored; 0 for a folder and where it can't be told
   * @param generation of the store; empty where the store keeps none
   */
  record Entry(String name, boolean folder, long bytes, String generation) {}

  /**
   * The entries of a folder, by name; none where there is no such folder.
   *
   * @throws ObjectUnreadableException where something stands there that can't be listed or entered:
   *     only what is not there is absent
   */
  List<Entry> list(String folder) throws ObjectUnreadableException;

  /**
   * The bytes as stored.
   *
   * @throws ObjectUnreadableException where there is no readable object
   */
  InputStream open(String path) throws ObjectUnreadableException;

  /** Whether an object, not a folder, stands there and how large it is. */
  long size(String path) throws ObjectUnreadableException;

  /** The address that names the object outside of this store. */
  String uri(String path);
}
