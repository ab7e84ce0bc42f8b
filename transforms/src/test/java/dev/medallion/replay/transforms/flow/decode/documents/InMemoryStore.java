package dev.medallion.replay.transforms.flow.decode.documents;

import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectStore;
import dev.medallion.replay.transforms.flow.match.ObjectUnreadableException;
import dev.medallion.replay.transforms.storage.Pinned;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects in memory. */
final class InMemoryStore implements ObjectStore {
  private final TreeMap<String, byte[]> objects;

  InMemoryStore(Map<String, byte[]> objects) {
    this.objects = new TreeMap<>(objects);
  }

  @Override
  public List<Entry> list(String folder) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream open(ObjectRef object) throws ObjectUnreadableException {
    if (!objects.containsKey(object.path())) {
      throw new ObjectUnreadableException(object.path(), "not there");
    }
    return new ByteArrayInputStream(objects.get(object.path()));
  }

  @Override
  public Pinned pin(String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String uri(String path) {
    return "/" + path;
  }
}
