package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.beam.FindTouchedDays;
import dev.medallion.replay.transforms.beam.ListObjects;
import dev.medallion.replay.transforms.beam.PackReadUnits;
import dev.medallion.replay.transforms.flow.match.ArrivedObjects;
import dev.medallion.replay.transforms.flow.publish.TombstoneDays;
import dev.medallion.replay.transforms.flow.publish.TombstoneKeys;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.Repairs;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Impulse;

/**
 * The scope of a window on the arrival clock: the business days that something touched which
 * arrived in the window. A first pass reads just those arrival dates; the replay then reads each
 * day's whole arrival range.
 */
final class TouchedScope {
  private TouchedScope() {}

  /**
   * What was found.
   *
   * @param objects those that named the scope's days
   */
  record Touched(Scope scope, ArrivedObjects objects) {}

  /**
   * Finds it.
   *
   * @throws UsageException where nothing arrived in the window
   */
  static Touched of(ReplayRequest request, ModelFiles files, Model model, DayRange arrived)
      throws IOException {
    Path folder = Files.createTempDirectory("replay-touched-");
    RunPlaces places =
        new RunPlaces(
            folder.resolve("staging"), Files.createDirectory(folder.resolve("run")), Mode.PLAN);
    try {
      Scope exactly = Scope.of(arrived, request.settings().asOf());
      Repairs repairs = request.repairs();
      RunSpec run =
          RunSpecs.of(request.settings(), files, model, exactly, places)
              .withArrives(noReach(model))
              .withRepairs(repairs.digests());
      run.completions().claim();
      repairs.pin(places.staging());
      Path days = Files.createDirectory(folder.resolve("days"));
      Pipeline pipeline = Pipeline.create(request.runner());
      pipeline
          .apply("Begin", Impulse.create())
          .apply("Match", ListObjects.of(run))
          .apply("Pack", PackReadUnits.of(run))
          .get(PackReadUnits.UNITS)
          .apply("Find touched days", FindTouchedDays.of(run, arrived, days));
      DirectRunnerDrain.run(pipeline);
      return new Touched(
          scope(model, request, days(request, model, run, days), arrived), objects(days));
    } finally {
      places.tidy();
    }
  }

  private static Scope scope(
      Model model, ReplayRequest request, TreeSet<LocalDate> touched, DayRange arrived) {
    if (touched.isEmpty()) {
      throw new UsageException(
          List.of(
              "nothing arrived from %s to %s that lies on a business day: there is no day to replay"
                      .formatted(arrived.from(), arrived.to())
                  + withoutDays(model)));
    }
    return RunSpecs.wholeDays(model, touched, request.settings().asOf());
  }

  /** What arrived of those names no day, and any window publishes it. */
  private static String withoutDays(Model model) {
    List<String> tables =
        model.tables().stream()
            .filter(t -> t instanceof EntityTable && t.grain() == Grain.NONE)
            .map(Table::name)
            .toList();
    return tables.isEmpty()
        ? ""
        : "; what arrived for %s, which has no days, is published by any window on the business clock"
            .formatted(String.join(", ", tables));
  }

  private static Map<String, Reach> noReach(Model model) {
    Map<String, Reach> none = new HashMap<>();
    model.sources().keySet().forEach(s -> none.put(s, Reach.NONE));
    return none;
  }

  /** What was read, and where the ledger has what tombstones without a day delete. */
  private static TreeSet<LocalDate> days(
      ReplayRequest request, Model model, RunSpec run, Path folder) throws IOException {
    TreeSet<LocalDate> days = new TreeSet<>();
    lines(folder, "days-").forEach(line -> days.add(LocalDate.parse(line)));
    List<TombstoneKeys> tombstones =
        lines(folder, "tombstones-").stream().map(TombstoneKeys::read).toList();
    Path lookups = Files.createDirectories(Path.of(run.staging(), "tombstones"));
    days.addAll(
        new TombstoneDays(
                model,
                Warehouses.of(
                    request.settings().warehouse(),
                    Path.of(request.settings().state()),
                    model.zone()),
                run.session(model.zone().getId()),
                lookups)
            .of(tombstones));
    return days;
  }

  private static List<String> lines(Path folder, String beginning) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(folder, beginning)) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  private static ArrivedObjects objects(Path folder) throws IOException {
    ArrivedObjects objects = new ArrivedObjects(new TreeMap<>());
    for (Path file : files(folder, "objects-")) {
      objects.addAll(ArrivedObjects.parse(Files.readString(file)));
    }
    return objects;
  }

  private static List<Path> files(Path folder, String beginning) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().startsWith(beginning)).toList();
    }
  }
}
