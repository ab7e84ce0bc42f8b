package dev.medallion.replay.testdata.payments;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What lake to make.
 *
 * @param out its root; made when it does not exist
 * @param seed the same seed gives the same bytes
 * @param from first business day of the window
 * @param to last business day of the window
 * @param events about how many bronze records
 * @param webhooks about how many webhook events, two files each
 * @param clean without faults: no dead letters, drift, orphans or damaged files
 */
record LakeOptions(
    Path out, long seed, LocalDate from, LocalDate to, long events, int webhooks, boolean clean) {
  static final String USAGE =
      "Usage: PaymentsLake --out=<dir> [--seed=7] [--from=2026-02-01] [--to=2026-02-28]"
          + " [--events=3000] [--webhooks=180] [--clean]";

  public LakeOptions {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("--to=" + to + " is before --from=" + from);
    }
    if (events < 0 || webhooks < 0) {
      throw new IllegalArgumentException("--events and --webhooks can't be negative");
    }
  }

  /** Defaults: the committed sample. */
  static LakeOptions parse(String... args) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      given.put(
          equals < 0 ? arg : arg.substring(0, equals),
          equals < 0 ? "true" : arg.substring(equals + 1));
    }
    String out = given.remove("--out");
    if (out == null) {
      throw new IllegalArgumentException("--out is missing. " + USAGE);
    }
    LakeOptions options =
        new LakeOptions(
            Path.of(out),
            Long.parseLong(take(given, "--seed", "7")),
            LocalDate.parse(take(given, "--from", "2026-02-01")),
            LocalDate.parse(take(given, "--to", "2026-02-28")),
            Long.parseLong(take(given, "--events", "3000")),
            Integer.parseInt(take(given, "--webhooks", "180")),
            Boolean.parseBoolean(take(given, "--clean", "false")));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("Unknown: " + given.keySet() + ". " + USAGE);
    }
    return options;
  }

  private static String take(Map<String, String> given, String name, String otherwise) {
    String value = given.remove(name);
    return value == null ? otherwise : value;
  }
}
