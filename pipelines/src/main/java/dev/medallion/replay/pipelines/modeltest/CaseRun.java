package dev.medallion.replay.pipelines.modeltest;

import dev.medallion.replay.options.RunOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.options.settings.RunSettingsReader;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.pipelines.launch.ReplayRequest;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.launch.Replayer;
import dev.medallion.replay.transforms.model.Masks;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.model.cases.ModelCase;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs one test of a model: writes its objects, replays them, and looks at the tables. */
public final class CaseRun {
  /** Of all tests of models, so that they may expect masks; nobody else uses it. */
  private static final String MASK_SECRET = "the secret of the tests of models\n";

  private final Replayer replayer;
  private final String modelName;
  private final Model model;
  private final Path folder;

  /**
   * A run.
   *
   * @param modelName as the command line names the model
   * @param folder empty; takes objects, warehouse and state
   */
  public CaseRun(Replayer replayer, String modelName, Model model, Path folder) {
    this.replayer = replayer;
    this.modelName = modelName;
    this.model = model;
    this.folder = folder;
  }

  /** Runs it. */
  public CaseResult run(ModelCase test) throws Exception {
    write(test);
    ReplayResult result = replay(test);
    List<String> differences = new ArrayList<>(blocking(test, result));
    Warehouse warehouse =
        Warehouses.of(
            WarehouseAddress.duckDb(warehouseFile()), Address.of(stateFolder()), ZoneOffset.UTC);
    ExpectedTables tables = new ExpectedTables(model, warehouse);
    test.expected().forEach((table, rows) -> differences.addAll(tables.compared(table, rows)));
    return new CaseResult(List.copyOf(differences));
  }

  private Path warehouseFile() {
    return folder.resolve("w.duckdb");
  }

  private Path stateFolder() {
    return folder.resolve("state");
  }

  private void write(ModelCase test) throws IOException {
    Path input = folder.resolve("in");
    Files.createDirectories(input);
    for (var object : test.objects().entrySet()) {
      Path file = input.resolve(object.getKey()).normalize();
      if (!file.startsWith(input)) {
        throw new IOException(object.getKey() + " leads out of the input folder");
      }
      Files.createDirectories(file.getParent());
      Files.write(file, object.getValue().getBytes(StandardCharsets.UTF_8));
    }
  }

  private ReplayResult replay(ModelCase test) throws Exception {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--model=" + modelName,
                "--input=" + folder.resolve("in"),
                "--from=" + test.from(),
                "--to=" + test.to(),
                "--as-of=" + test.asOf().map(Object::toString).orElseGet(() -> asOf(test.to())),
                "--warehouse=duckdb:" + warehouseFile(),
                "--state=" + stateFolder(),
                "--allow=no_objects",
                "--allow=dead_letter_ratio"));
    test.allow().forEach(audit -> args.add("--allow=" + audit));
    if (Masks.areMadeBy(model)) {
      args.add("--mask-secret=" + Files.writeString(folder.resolve("mask-secret"), MASK_SECRET));
    }
    Problems problems = new Problems();
    RunOptions options = OptionsParser.ofPipeline(RunOptions.class).parse(args, problems);
    RunSettings settings = RunSettingsReader.read(options, problems);
    problems.throwIfAny();
    return replayer.replay(
        new ReplayRequest(Mode.RUN, "test", settings, PublishSettings.DEFAULT, options));
  }

  /** When everything that belongs to the last day has arrived. */
  private String asOf(LocalDate to) {
    LocalDate last = to;
    for (Source source : model.sources().values()) {
      LocalDate arrives = to.plus(source.arrives().after());
      last = arrives.isAfter(last) ? arrives : last;
    }
    return last.plusDays(2) + "T00:00:00Z";
  }

  private static List<String> blocking(ModelCase test, ReplayResult result) {
    TreeSet<String> found =
        result.manifest().findings().stream()
            .filter(Finding::blocks)
            .map(Finding::audit)
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> wanted = new TreeSet<>(test.blocks());
    if (found.equals(wanted)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        Text.format(
            "the run was to be blocked by %s, but was blocked by %s", text(wanted), text(found)));
    result.manifest().findings().stream()
        .filter(Finding::blocks)
        .filter(f -> !wanted.contains(f.audit()))
        .forEach(f -> lines.add("  + " + f.audit() + " " + f.place() + ": " + f.message()));
    return lines;
  }

  private static String text(TreeSet<String> audits) {
    return audits.isEmpty() ? "nothing" : String.join(", ", audits);
  }
}
