package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.Address;
import java.util.Collection;
import java.util.List;

/** The encoding in which a process sees the names of local files. */
public final class NameEncoding {
  private static final String UTF_8 = "UTF-8";

  private NameEncoding() {}

  /**
   * Refuses an encoding that garbles names, in a process that has to list local folders.
   *
   * @throws UsageException saying what to do
   */
  public static void requireUtf8(Collection<Address> folders) {
    requireUtf8(folders, System.getProperty("sun.jnu.encoding", UTF_8));
  }

  static void requireUtf8(Collection<Address> folders, String encoding) {
    if (!encoding.equalsIgnoreCase(UTF_8) && folders.stream().anyMatch(LocalFolders::isLocal)) {
      throw new UsageException(
          List.of(
              "the encoding of a worker's locale, "
                  + encoding
                  + ", would garble the names of local files; set LC_ALL=C.UTF-8 where workers"
                  + " start"));
    }
  }
}
