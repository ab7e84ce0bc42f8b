package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Children;
import dev.medallion.replay.transforms.storage.Generation;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.Place;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The objects below a folder of a storage. */
public final class StoredObjects implements ObjectStore {
  private final Place root;

  private StoredObjects(Place root) {
    this.root = root;
  }

  /**
   * The store below a folder. Where a storage has no folders, one without objects is as good as
   * another.
   *
   * @throws MissingRootException where a local one is not there
   */
  public static StoredObjects of(Address root) {
    if (!LocalFolders.exists(root)) {
      throw new MissingRootException(
          "The input folder " + root + " does not exist; give --input an existing folder.");
    }
    if (!LocalFolders.isFolder(root)) {
      throw new MissingRootException(
          "The input " + root + " is not a folder; give --input the folder above the sources.");
    }
    return new StoredObjects(StandardStorages.at(root));
  }

  @Override
  public List<Entry> list(String folder) throws ObjectUnreadableException {
    Children children;
    try {
      children = root.storage().children(address(folder));
    } catch (StorageException e) {
      throw unlisted(folder, e);
    }
    List<Entry> entries = new ArrayList<>();
    for (Stat object : children.objects()) {
      entries.add(
          new Entry(
              object.address().name(),
              false,
              object.bytes(),
              object.generation().map(Generation::value).orElse("")));
    }
    children.folders().forEach(f -> entries.add(new Entry(f.name(), true, 0, "")));
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  @Override
  public ObjectStore below(String folder) throws ObjectUnreadableException {
    if (LocalFolders.isLocal(root.address())) {
      return this;
    }
    ListedFolders folders = new ListedFolders(this, folder);
    try {
      for (Stat object : root.storage().list(address(folder), NameRange.all())) {
        folders.add(
            object.address().below(root.address()),
            object.bytes(),
            object.generation().map(Generation::value).orElse(""));
      }
    } catch (StorageException e) {
      throw unlisted(folder, e);
    }
    return folders;
  }

  @Override
  public Pinned pin(String path) throws ObjectUnreadableException {
    try {
      return root.storage().pin(address(path));
    } catch (StorageException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  public InputStream open(ObjectRef object) throws ObjectUnreadableException {
    Pinned pinned =
        object.generation().isEmpty()
            ? pin(object.path())
            : new Pinned(
                address(object.path()), new Generation(object.generation()), object.bytes());
    try {
      return new Named(object.path(), root.storage().open(pinned));
    } catch (StorageException e) {
      throw unreadable(object.path(), e);
    }
  }

  @Override
  public String uri(String path) {
    return root.address().uri() + "/" + path;
  }

  private Address address(String path) throws ObjectUnreadableException {
    try {
      return path.isEmpty() ? root.address() : root.resolve(path);
    } catch (IllegalArgumentException e) {
      ObjectUnreadableException refused =
          new ObjectUnreadableException(path, "it is no name below the input");
      refused.initCause(e);
      throw refused;
    }
  }

  private ObjectUnreadableException unlisted(String folder, StorageException e) {
    String why = why(e, "can't be listed: ");
    return because(folder, why.startsWith("can't be listed") ? "the folder " + why : why, e);
  }

  private ObjectUnreadableException unreadable(String path, StorageException e) {
    if (e instanceof StorageException.Absent) {
      return because(path, "it does not exist (any more)", e);
    }
    if (e instanceof StorageException.PreconditionFailed) {
      return because(path, "its bytes changed between listing and reading", e);
    }
    String why = why(e, "can't be read: ");
    return because(
        path,
        why.startsWith(path + " is a broken link")
            ? why.replaceFirst("^.* is a broken link", "it is a broken link")
            : why,
        e);
  }

  /** What is the matter, without what can't be done, and with paths below the root. */
  private String why(StorageException e, String deed) {
    String what = e.what();
    for (String known : List.of(deed, "can't be used: ", "is ")) {
      if (what.startsWith(known)) {
        what = what.substring(known.length());
      }
    }
    String above = root.address() + "/";
    return what.startsWith(above) ? what.substring(above.length()) : what;
  }

  private static ObjectUnreadableException because(
      String path, String why, StorageException cause) {
    ObjectUnreadableException failure = new ObjectUnreadableException(path, why);
    failure.initCause(cause);
    return failure;
  }

  /** A stream whose errors name the object by its path. */
  private final class Named extends FilterInputStream {
    private final String path;

    Named(String path, InputStream in) {
      super(in);
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (StorageException e) {
        throw unreadable(path, e);
      }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return in.read(bytes, from, length);
      } catch (StorageException e) {
        throw unreadable(path, e);
      }
    }
  }
}
