package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.storage.Pinned;
import java.io.InputStream;
import java.util.List;

/** Another store, which lists what lies below a folder as a bucket does: all of it at once. */
record AskedOnce(ObjectStore store) implements ObjectStore {
  @Override
  public ObjectStore below(String folder) throws ObjectUnreadableException {
    ListedFolders folders = new ListedFolders(this, folder);
    add(folder, folders);
    return folders;
  }

  private void add(String folder, ListedFolders folders) throws ObjectUnreadableException {
    for (Entry entry : store.list(folder)) {
      String path = folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
      if (entry.folder()) {
        add(path, folders);
      } else {
        folders.add(path, entry.bytes(), entry.generation());
      }
    }
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
