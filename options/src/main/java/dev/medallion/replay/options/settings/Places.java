package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.message.Text;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The default places of what a command line does not give, and full forms of what it does. */
public final class Places {
  // A single letter is no scheme: file names like a:b are more likely.
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);
  private static final Pattern FILE =
      Pattern.compile("[Ff][Ii][Ll][Ee]:(?://(?=/))?((?!//).*)", Pattern.DOTALL);

  private Places() {}

  /** The embedded warehouse of a model, in the current folder. */
  public static WarehouseAddress warehouseOf(String model) {
    Path name = Path.of(model).toAbsolutePath().normalize().getFileName();
    return WarehouseAddress.duckDb(Path.of(".replay", (name == null ? "model" : name) + ".duckdb"));
  }

  /** The state folder of a warehouse: beside its file; empty where it has none. */
  public static Optional<String> stateOf(WarehouseAddress warehouse) {
    return warehouse.file().map(file -> file + ".state");
  }

  /** What is wrong where a warehouse without a file is given without a state. */
  public static String stateMissing(WarehouseAddress warehouse) {
    return Text.format(
        "--warehouse=%s needs --state=gs://<bucket>/<folder>: its log and the files that it loads"
            + " are kept there",
        warehouse);
  }

  /** Whether a text begins like an address, e.g. {@code gs://} or {@code file:}. */
  public static boolean hasScheme(String text) {
    return SCHEME.matcher(text).matches();
  }

  /** Whether a text is the address of something local, e.g. {@code file:/data}. */
  static boolean isFile(String text) {
    return FILE.matcher(text).matches();
  }

  /** The local path that a text names; empty where it names something elsewhere. */
  static Optional<Path> local(String text) {
    Matcher file = FILE.matcher(text);
    if (file.matches()) {
      return Optional.of(absolute(file.group(1)));
    }
    return hasScheme(text) ? Optional.empty() : Optional.of(absolute(text));
  }

  /** A local path in full; an address of something elsewhere as it is. */
  static String inFull(String text) {
    return local(text).map(Path::toString).orElse(text);
  }

  /** What a folder has under a name. */
  static String below(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
