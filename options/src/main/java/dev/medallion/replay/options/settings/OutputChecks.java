package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.OutputOptions;
import dev.medallion.replay.options.ProgressOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks the options that say what a command prints. */
public final class OutputChecks {
  private OutputChecks() {}

  /** The format of a command that prints rows; what is wrong with it is added to the problems. */
  public static Format formatOfRows(OutputOptions options, Problems problems) {
    return oneOf(Format.class, "format", options.getFormat(), problems).orElse(Format.TABLE);
  }

  /** The format of a command that prints a receipt; what is wrong is added to the problems. */
  public static Format formatOfReceipt(OutputOptions options, Problems problems) {
    Format format = formatOfRows(options, problems);
    if (format == Format.CSV) {
      problems.add("--format=csv is only for rows: print a receipt as table or json");
    }
    return format;
  }

  /** How progress is shown; what is wrong with it is added to the problems. */
  public static ProgressStyle progress(ProgressOptions options, Problems problems) {
    return oneOf(ProgressStyle.class, "progress", options.getProgress(), problems)
        .orElse(ProgressStyle.OFF);
  }

  static <E extends Enum<E>> Optional<E> oneOf(
      Class<E> type, String option, String text, Problems problems) {
    Optional<E> found =
        Arrays.stream(type.getEnumConstants())
            .filter(e -> e.name().toLowerCase(Locale.ROOT).equals(text))
            .findFirst();
    if (found.isEmpty()) {
      String all =
          Arrays.stream(type.getEnumConstants())
              .map(e -> e.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      problems.add(Text.format("--%s=%s is not known: use one of %s", option, text, all));
    }
    return found;
  }
}
