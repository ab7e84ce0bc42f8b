package dev.medallion.replay.transforms.run.end;

import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.resume.RunRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The kept files that unfinished runs need: the versions that were published when they started, and
 * those that they will restore. A run that was killed may be resumed.
 */
final class FilesInUse {
  /** What of a run's own files names kept ones, by their digests. */
  private static final List<String> NAMING = List.of("heads.json", "conclusion.json");

  private static final Pattern DIGEST = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  private FilesInUse() {}

  /** Their digests. */
  static Set<String> of(Path state) throws IOException {
    Set<String> digests = new TreeSet<>();
    Path runs = state.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return digests;
    }
    List<RunFolder> folders;
    try (Stream<Path> all = Files.list(runs)) {
      folders = all.map(f -> RunFolder.open(state, f.getFileName().toString())).toList();
    }
    for (RunFolder folder : folders) {
      if (!folder.hasEnded()) {
        add(digests, folder.path());
        if (RunRecords.exists(folder)) {
          add(digests, Path.of(RunRecords.read(folder).staging()));
        }
      }
    }
    return digests;
  }

  private static void add(Set<String> digests, Path folder) throws IOException {
    for (String name : NAMING) {
      try {
        Matcher digest =
            DIGEST.matcher(Files.readString(folder.resolve("completions").resolve(name)));
        while (digest.find()) {
          digests.add(digest.group());
        }
      } catch (NoSuchFileException e) {
        // It has not got so far, or is being put away.
      }
    }
  }
}
