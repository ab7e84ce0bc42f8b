package dev.medallion.replay.transforms.storage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an object, or a folder of objects, in some storage.
 *
 * <p>A local one is absolute and has neither {@code .} nor {@code ..} in it. Elsewhere a name is
 * whatever the storage holds, taken literally. Nothing is percent-decoded anywhere.
 *
 * @param scheme which kind of storage, in lower case, e.g. {@code gs}
 * @param root the bucket; empty for local files
 * @param path below the root, without a slash at its ends unless the object's name has one
 */
public record Address(String scheme, String root, String path)
    implements Serializable, Comparable<Address> {
  /** Of local files. */
  public static final String FILE = "file";

  /** Of Google Cloud Storage. */
  public static final String GS = "gs";

  private static final Comparator<Address> ORDER =
      Comparator.comparing(Address::scheme)
          .thenComparing(Address::root)
          .thenComparing(Address::path, NameOrder.INSTANCE);

  // A single letter is no scheme, as file names like a:b are more likely.
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);
  private static final Pattern ROOTED = Pattern.compile("//([^/]*)(?:/(.*))?", Pattern.DOTALL);
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");

  /** The address of a local file or folder. */
  public static Address of(Path path) {
    String absolute = path.toAbsolutePath().normalize().toString();
    return new Address(FILE, "", trimmed(absolute.substring(1)));
  }

  /**
   * Reads an address: {@code <scheme>://<root>/<path>}, {@code file:<path>} or a local path, which
   * may be relative to the current folder. Whether anybody serves the scheme, is not asked here.
   *
   * @throws IllegalArgumentException if it is not one; the message says what is wrong with it
   */
  @JsonCreator
  public static Address parse(String text) {
    Matcher scheme = SCHEME.matcher(text);
    if (!scheme.matches()) {
      return local(text);
    }
    String name = scheme.group(1).toLowerCase(Locale.ROOT);
    String rest = scheme.group(2);
    if (name.equals(FILE)) {
      return file(rest);
    }
    Matcher rooted = ROOTED.matcher(rest);
    if (!rooted.matches()) {
      throw new IllegalArgumentException(
          name.equals(GS)
              ? "write an address in Cloud Storage as gs://<bucket>/<path>"
              : name
                  + ": does not start an address; for a local path that starts like that, write ./"
                  + text);
    }
    String path = rooted.group(2) == null ? "" : trimmed(rooted.group(2));
    if (!BUCKET.matcher(rooted.group(1)).matches()) {
      throw new IllegalArgumentException(
          "'"
              + rooted.group(1)
              + "' is not a bucket name: use 3 to 222 lower-case letters, digits, -, _ and .");
    }
    if (path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an object name must not contain a NUL character");
    }
    return new Address(name, rooted.group(1), path);
  }

  private static Address file(String rest) {
    if (!rest.startsWith("//")) {
      return local(rest);
    }
    if (!rest.startsWith("///")) {
      throw new IllegalArgumentException(
          "file://"
              + rest.substring(2)
              + " names another host; a local path is written file:/<path> or without file:");
    }
    return local(rest.substring(2));
  }

  private static Address local(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the path is empty");
    }
    try {
      return of(Path.of(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "this machine's file system has no such path: " + e.getReason(), e);
    }
  }

  private static String trimmed(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  /**
   * What a folder has under a name.
   *
   * @param name one segment or several, with {@code /} between them
   * @throws IllegalArgumentException where that would not be below the folder
   */
  public Address resolve(String name) {
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException("'" + name + "' is not a name below " + this);
      }
    }
    return new Address(scheme, root, path.isEmpty() ? name : path + "/" + name);
  }

  /** Whether a folder holds this, directly or in folders of its own. */
  public boolean isBelow(Address folder) {
    return scheme.equals(folder.scheme)
        && root.equals(folder.root)
        && path.length() > folder.prefix().length()
        && path.startsWith(folder.prefix());
  }

  /**
   * The name of this in a folder that holds it.
   *
   * @throws IllegalArgumentException where it does not
   */
  public String below(Address folder) {
    if (!isBelow(folder)) {
      throw new IllegalArgumentException(this + " is not below " + folder);
    }
    return path.substring(folder.prefix().length());
  }

  /** What the path of everything in this folder begins with. */
  public String prefix() {
    return path.isEmpty() ? "" : path + "/";
  }

  /** The last segment of its path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The folder that holds it; of a root that root. */
  public Address parent() {
    return new Address(scheme, root, path.substring(0, Math.max(0, path.lastIndexOf('/'))));
  }

  /** Exactly, for programs: a local path, or {@code gs://<bucket>/<path>}. */
  @JsonValue
  public String uri() {
    if (scheme.equals(FILE)) {
      return "/" + path;
    }
    return scheme + "://" + root + (path.isEmpty() ? "" : "/" + path);
  }

  /** By the names' code points, as every storage lists them. */
  @Override
  public int compareTo(Address other) {
    return ORDER.compare(this, other);
  }

  /** For people, in one line: characters that can't be seen are written out. */
  @Override
  public String toString() {
    return Visible.of(uri());
  }
}
