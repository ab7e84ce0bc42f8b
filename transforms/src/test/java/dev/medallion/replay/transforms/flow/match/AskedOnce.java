package dev.medallion.replay.transforms.flow.match;

/** Another store, which lists what lies below a folder as a bucket does: all of it at once. */
final class AskedOnce extends ForwardingStore {
  AskedOnce(ObjectStore store) {
    super(store);
  }

  @Override
  public ObjectStore below(String folder) throws ObjectUnreadableException {
    ListedFolders folders = new ListedFolders(this, folder);
    add(folder, folders);
    return folders;
  }

  private void add(String folder, ListedFolders folders) throws ObjectUnreadableException {
    for (Entry entry : list(folder)) {
      String path = folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
      if (entry.folder()) {
        add(path, folders);
      } else {
        folders.add(path, entry.bytes(), entry.generation());
      }
    }
  }
}
