package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.storage.Pinned;
import java.io.InputStream;
import java.util.List;

/** Another store, for those that do one thing otherwise. */
abstract class ForwardingStore implements ObjectStore {
  private final ObjectStore store;

  ForwardingStore(ObjectStore store) {
    this.store = store;
  }

  @Override
  public List<Entry> list(String folder) throws ObjectUnreadableException {
    return store.list(folder);
  }

  @Override
  public Pinned pin(String path) throws ObjectUnreadableException {
    return store.pin(path);
  }

  @Override
  public InputStream open(ObjectRef object) throws ObjectUnreadableException {
    return store.open(object);
  }

  @Override
  public String uri(String path) {
    return store.uri(path);
  }
}
