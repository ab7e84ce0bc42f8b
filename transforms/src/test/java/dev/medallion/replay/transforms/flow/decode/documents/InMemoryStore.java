package dev.medallion.replay.transforms.flow.decode.documents;

import dev.medallion.replay.transforms.flow.match.ObjectStore;
import dev.medallion.replay.transforms.flow.match.ObjectUnreadableException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects in memory. */
final class InMemoryStore implements ObjectStore {
  private static final long serialVersionUID = 1;

  private final TreeMap<String, byte[]> objects;

  InMemoryStore(Map<String, byte[]> objects) {
    this.objects = new TreeMap<>(objects);
  }

  @Override
  public List<Entry> list(String folder) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream open(String path) throws ObjectUnreadableException {
    if (!objects.containsKey(path)) {
      throw new ObjectUnreadableException(path, "not there");
    }
    return new ByteArrayInputStream(objects.get(path));
  }

  @Override
  public long size(String path) {
    return objects.get(path).length;
  }

  @Override
  public String uri(String path) {
    return "/" + path;
  }
}
