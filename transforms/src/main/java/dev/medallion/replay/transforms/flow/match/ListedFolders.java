package dev.medallion.replay.transforms.flow.match;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Another store, of which all that lies below one folder was listed already. */
final class ListedFolders extends ForwardingStore {
  private final String top;

  /** Folder to name to entry; an object and a folder may have the same name. */
  private final Map<String, Map<String, List<Entry>>> folders = new TreeMap<>();

  ListedFolders(ObjectStore store, String top) {
    super(store);
    this.top = top;
  }

  /** Adds an object that lies below the folder. */
  void add(String path, long bytes, String generation) {
    add(parent(path), new Entry(name(path), false, bytes, generation));
    for (String folder = parent(path); !folder.equals(top); folder = parent(folder)) {
      Entry entry = new Entry(name(folder), true, 0, "");
      if (!add(parent(folder), entry)) {
        return;
      }
    }
  }

  /** Whether it was not there before. */
  private boolean add(String folder, Entry entry) {
    Map<String, List<Entry>> entries = folders.computeIfAbsent(folder, f -> new TreeMap<>());
    List<Entry> same = entries.getOrDefault(entry.name(), List.of());
    if (same.contains(entry)) {
      return false;
    }
    entries.put(entry.name(), same.isEmpty() ? List.of(entry) : List.of(same.get(0), entry));
    return true;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public List<Entry> list(String folder) throws ObjectUnreadableException {
    boolean below = top.isEmpty() || folder.equals(top) || folder.startsWith(top + "/");
    return below
        ? folders.getOrDefault(folder, Map.of()).values().stream().flatMap(List::stream).toList()
        : super.list(folder);
  }
}
