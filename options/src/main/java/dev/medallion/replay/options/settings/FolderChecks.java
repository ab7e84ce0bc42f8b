package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Refuses, before anything is written, what can't be a folder of a run's files. */
public final class FolderChecks {
  /** DuckDB takes a backslash for a slash where it looks for a name that has one of the others. */
  private static final Pattern UNREADABLE =
      Pattern.compile(".*(?:\\\\.*[*?\\[]|[*?\\[].*\\\\).*", Pattern.DOTALL);

  private FolderChecks() {}

  /**
   * Adds a problem where files of a run can't be in this folder.
   *
   * @param option that names it, or whose default it is, e.g. {@code --state}
   * @param place a local folder, or an address elsewhere, which nobody checks here
   */
  public static void check(String option, String place, Problems problems) {
    Places.local(place).ifPresent(folder -> check(option, folder, problems));
  }

  /** Adds a problem where an embedded warehouse can't be in its file's folder. */
  public static void check(WarehouseAddress warehouse, Problems problems) {
    warehouse
        .file()
        .flatMap(file -> Optional.ofNullable(file.getParent()))
        // DuckDB puts the suffix of the file that it writes first before the first question mark.
        .filter(folder -> folder.toString().contains("?"))
        .ifPresent(
            folder ->
                problems.add(
                    Text.format(
                        "--warehouse=%s: DuckDB can't write a file below a folder with ? in its"
                            + " name: give another folder",
                        warehouse)));
  }

  private static void check(String option, Path folder, Problems problems) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      problems.add(Text.format("%s=%s is a file, not a folder", option, folder));
    }
    if (UNREADABLE.matcher(folder.toString()).matches()) {
      problems.add(
          Text.format(
              "%s=%s: the names on the way to a folder may hold \\, or one of *, ? and [, but not"
                  + " both: give another folder",
              option, folder));
    }
  }
}
