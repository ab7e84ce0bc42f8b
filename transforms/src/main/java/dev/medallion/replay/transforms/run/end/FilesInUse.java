package dev.medallion.replay.transforms.run.end;

import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.resume.RunRecords;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kept files that unfinished runs need: the versions that were published when they started, and
 * those that they will restore. A run that was killed may be resumed.
 */
final class FilesInUse {
  /** What of a run's own files names kept ones, by their digests. */
  private static final Pattern NAMING = Pattern.compile("(heads|conclusion)(-turn\\d+)?\\.json");

  private static final Pattern DIGEST = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  private FilesInUse() {}

  /** Their digests. */
  static Set<String> of(Address state) throws IOException {
    Set<String> digests = new TreeSet<>();
    for (RunFolder folder : RunFolder.all(state)) {
      if (!folder.hasEnded()) {
        add(digests, folder.address());
        if (RunRecords.exists(folder)) {
          add(digests, RunRecords.read(folder).staging());
        }
      }
    }
    return digests;
  }

  private static void add(Set<String> digests, Address folder) throws IOException {
    Storage storage = StandardStorages.get().of(folder);
    for (Stat record : storage.children(folder.resolve("completions")).objects()) {
      if (!NAMING.matcher(record.address().name()).matches()) {
        continue;
      }
      try {
        Matcher digest = DIGEST.matcher(storage.read(record.address()).text());
        while (digest.find()) {
          digests.add(digest.group());
        }
      } catch (StorageException.Absent e) {
        // It has not got so far, or is being put away.
      }
    }
  }
}
