package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.ReplayOptions;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Reach;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Checks {@link ReplayOptions} as a whole and turns them into {@link RunSettings}. */
public final class RunSettingsReader {
  private static final int MAX_SHARDS = 2_048;
  private static final int MAX_OBJECTS_AT_ONCE = 512;
  private static final long MIN_BLOCK_BYTES = 1_024;
  private static final long MAX_BLOCK_BYTES = 256L << 20;
  private static final long MIN_MEMORY_BYTES = 64L << 20;
  private static final long USUAL_MEMORY_BYTES = 1L << 30;

  private final ReplayOptions options;
  private final Problems problems;

  private RunSettingsReader(ReplayOptions options, Problems problems) {
    this.options = options;
    this.problems = problems;
  }

  /**
   * Reads and checks a command line.
   *
   * @throws UsageException with every problem, if there is one
   */
  public static RunSettings read(List<String> args) {
    Problems problems = new Problems();
    return read(OptionsParser.ofPipeline(ReplayOptions.class).parse(args, problems), problems);
  }

  /**
   * Checks options.
   *
   * @param problems found so far
   * @throws UsageException with every problem, if there is one
   */
  public static RunSettings read(ReplayOptions options, Problems problems) {
    RunSettings settings = new RunSettingsReader(options, problems).settings();
    problems.throwIfAny();
    return settings;
  }

  private RunSettings settings() {
    OutputChecks.formatOfReceipt(options, problems);
    OutputChecks.progress(options, problems);
    String model = model();
    WarehouseAddress warehouse = warehouse(model);
    String state =
        Optional.ofNullable(options.getState())
            .map(Places::inFull)
            .or(() -> Places.stateOf(warehouse))
            .orElseGet(
                () -> {
                  problems.add(Places.stateMissing(warehouse));
                  return "";
                });
    String staging =
        Optional.ofNullable(options.getStaging())
            .map(Places::inFull)
            .orElseGet(() -> Places.below(state, "staging"));
    FolderChecks.check("--state", state, problems);
    if (options.getStaging() != null) {
      FolderChecks.check("--staging", staging, problems);
    }
    return new RunSettings(
        model,
        inputs(),
        window(),
        OutputChecks.oneOf(WindowClock.class, "window-clock", options.getWindowClock(), problems)
            .orElse(WindowClock.BUSINESS),
        arrives(),
        listed(options.getTables()),
        scopes(),
        warehouse,
        state,
        staging,
        RunIds.of(Optional.ofNullable(options.getRunId()), problems),
        asOf(),
        allow(),
        expand(),
        shards(),
        (int) size("block-bytes", options.getBlockBytes(), MIN_BLOCK_BYTES, MAX_BLOCK_BYTES),
        memory(),
        objectsAtOnce(),
        secretFile("signature-secrets", options.getSignatureSecrets()),
        secretFile("mask-secret", options.getMaskSecret()));
  }

  private String model() {
    String model = Optional.ofNullable(options.getModel()).orElse("");
    if (!model.contains("/") && !model.startsWith(".")) {
      return model;
    }
    Places.local(model)
        .filter(folder -> !Files.isRegularFile(folder.resolve("model.yaml")))
        .ifPresent(
            folder -> problems.add(Text.format("--model=%s: no model.yaml in %s", model, folder)));
    return Places.inFull(model);
  }

  private BySource<String> inputs() {
    return bySource(
        "input",
        options.getInput(),
        root -> {
          Optional<Path> folder = Places.local(root);
          if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new IllegalArgumentException("no such folder: " + folder.get());
          }
          return Places.inFull(root);
        });
  }

  private BySource<Reach> arrives() {
    return bySource("arrives", options.getArrives(), RunSettingsReader::reach);
  }

  private static Reach reach(String text) {
    String[] parts = text.split("/", -1);
    try {
      if (parts.length == 2) {
        return bounded(new Reach(Period.parse(parts[0]), Period.parse(parts[1])));
      }
    } catch (DateTimeException e) {
      // Said below, for this and for the wrong number of parts.
    }
    throw new IllegalArgumentException(
        Text.format("\"%s\" is not <before>/<after>, two periods such as P1D/P60D", text));
  }

  private static Reach bounded(Reach reach) {
    DayRange range = reach.of(LocalDate.EPOCH);
    long days = ChronoUnit.DAYS.between(range.from(), range.to());
    if (days > WindowRequest.MAX_DAYS) {
      throw new IllegalArgumentException(
          Text.format("it spans %,d days; the limit is %,d", days, WindowRequest.MAX_DAYS));
    }
    return reach;
  }

  private <T extends Serializable> BySource<T> bySource(
      String option, List<String> given, Function<String, T> read) {
    TreeMap<String, T> values = new TreeMap<>();
    for (String text : given == null ? List.<String>of() : given) {
      int equals = text.indexOf('=');
      boolean named = equals > 0 && text.substring(0, equals).matches("[a-z][a-z0-9_]*");
      String source = named ? text.substring(0, equals) : BySource.EVERY;
      try {
        if (values.put(source, read.apply(named ? text.substring(equals + 1) : text)) != null) {
          problems.add(
              Text.format(
                  "--%s is given twice for %s",
                  option, named ? "source " + source : "every source"));
        }
      } catch (IllegalArgumentException e) {
        problems.add(Text.format("--%s=%s: %s", option, text, e.getMessage()));
      }
    }
    return new BySource<>(values);
  }

  private WindowRequest window() {
    if (options.getFrom() == null || options.getTo() == null) {
      return new WindowRequest("", "");
    }
    WindowRequest window = new WindowRequest(options.getFrom(), options.getTo());
    window.problem().ifPresent(problems::add);
    return window;
  }

  private List<String> scopes() {
    List<String> scopes = listed(options.getScope());
    if (options.getScope() != null && scopes.isEmpty()) {
      problems.add("--scope names nothing: give values such as z316, or leave it out for all");
    }
    return scopes;
  }

  private static List<String> listed(List<String> given) {
    return Optional.ofNullable(given).orElse(List.of()).stream()
        .flatMap(t -> Arrays.stream(t.split(",")))
        .map(String::strip)
        .filter(t -> !t.isEmpty())
        .distinct()
        .toList();
  }

  private WarehouseAddress warehouse(String model) {
    WarehouseAddress usual = Places.warehouseOf(model);
    String given = Optional.ofNullable(options.getWarehouse()).orElse(usual.toString());
    Optional<WarehouseAddress> address = WarehouseAddress.parse(given);
    if (address.isEmpty()) {
      problems.add(
          Text.format(
              "--warehouse=%s is not a warehouse: use duckdb:<file>, e.g. duckdb:lake.duckdb, or"
                  + " bigquery:<project>.<dataset prefix>",
              given));
      return usual;
    }
    if (address.get().file().filter(Files::isDirectory).isPresent()) {
      problems.add(Text.format("--warehouse=%s is a folder, not a file", given));
    }
    FolderChecks.check(address.get(), problems);
    return address.get();
  }

  private Instant asOf() {
    if (options.getAsOf() == null) {
      return Nondeterminism.now();
    }
    try {
      return OffsetDateTime.parse(options.getAsOf()).toInstant();
    } catch (DateTimeException e) {
      problems.add(
          Text.format(
              "--as-of=%s is not a timestamp with a zone, e.g. 2026-04-15T00:00:00Z",
              options.getAsOf()));
      return Instant.EPOCH;
    }
  }

  private List<Allow> allow() {
    return Optional.ofNullable(options.getAllow()).orElse(List.of()).stream()
        .flatMap(
            text -> {
              try {
                return java.util.stream.Stream.of(Allow.parse(text));
              } catch (IllegalArgumentException e) {
                problems.add("--allow: " + e.getMessage());
                return java.util.stream.Stream.empty();
              }
            })
        .toList();
  }

  private boolean expand() {
    String expand = options.getExpand();
    if (expand != null && !expand.equals("affected")) {
      problems.add(Text.format("--expand=%s is not known: the only value is affected", expand));
    }
    return expand != null;
  }

  private int shards() {
    int shards = Optional.ofNullable(options.getShards()).orElse(0);
    if (options.getShards() != null && (shards < 1 || shards > MAX_SHARDS)) {
      problems.add(Text.format("--shards=%d: must be between 1 and %,d", shards, MAX_SHARDS));
    }
    return shards;
  }

  private long memory() {
    if (options.getMemory() != null) {
      return size("memory", options.getMemory(), MIN_MEMORY_BYTES, Long.MAX_VALUE);
    }
    try {
      return WorkerSizing.of(options).map(WorkerSizing::duckDbBytes).orElse(USUAL_MEMORY_BYTES);
    } catch (IllegalArgumentException e) {
      problems.add("--workerMachineType: " + e.getMessage());
      return USUAL_MEMORY_BYTES;
    }
  }

  private int objectsAtOnce() {
    int most = options.getObjectsAtOnce();
    if (most < 1 || most > MAX_OBJECTS_AT_ONCE) {
      problems.add(
          Text.format("--objects-at-once=%d: must be between 1 and %d", most, MAX_OBJECTS_AT_ONCE));
    }
    return most;
  }

  private long size(String option, String text, long min, long max) {
    try {
      long bytes = ByteSize.parse(text);
      if (bytes < min || bytes > max) {
        problems.add(
            Text.format(
                "--%s=%s is too %s: give %s or %s",
                option,
                text.toUpperCase(Locale.ROOT),
                bytes < min ? "small" : "large",
                ByteSize.text(bytes < min ? min : max),
                bytes < min ? "more" : "less"));
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      problems.add(Text.format("--%s: %s", option, e.getMessage()));
      return min;
    }
  }

  private String secretFile(String option, String given) {
    if (given == null) {
      return "";
    }
    Places.local(given)
        .filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
        .ifPresent(
            file -> problems.add(Text.format("--%s=%s: cannot read file %s", option, given, file)));
    return Places.inFull(given);
  }
}
