package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.storage.Pinned;
import java.io.InputStream;
import java.util.List;

/**
 * Where the lake's objects lie. Paths are below its root, with {@code /} between segments; the root
 * itself is the empty path.
 */
public interface ObjectStore {

  /**
   * What a folder directly holds.
   *
   * @param name the last segment of its path
   * @param folder whether it holds others; a link that leads nowhere is none
   * @param bytes size as stored; 0 for a folder and where it can't be told
   * @param generation of the store; empty where it has to be worked out, see {@link #pin}
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
   * A store that is asked for what lies below a folder, also in folders of its own. Where one call
   * names many objects, whatever folders they lie in, this asks for all of them now.
   *
   * @throws ObjectUnreadableException where something stands there that can't be listed
   */
  default ObjectStore below(String folder) throws ObjectUnreadableException {
    return this;
  }

  /**
   * An object as it is now.
   *
   * @throws ObjectUnreadableException where there is no readable object
   */
  Pinned pin(String path) throws ObjectUnreadableException;

  /**
   * The bytes as stored, of exactly the object that was pinned; of one that was not, as they are.
   *
   * @return a stream that fails, at the latest at its end, where the object is another by now
   * @throws ObjectUnreadableException where there is no readable object
   */
  InputStream open(ObjectRef object) throws ObjectUnreadableException;

  /** The address that names the object outside of this store. */
  String uri(String path);
}
