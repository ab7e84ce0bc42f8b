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
import dev.medallion.replay.transforms.run.Repairs;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
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
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Impulse;

/**
 * The scope of a window on the arrival clock: the business days of everything that arrived in the
 * window. A first pass reads only those arrival dates; the replay then reads each day's whole
 * arrival range.
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
    RunPlaces places = RunPlaces.ofPlan(request.settings(), "touched");
    boolean goesOn = false;
    try {
      Scope exactly = Scope.of(arrived, request.settings().asOf());
      Repairs repairs = request.repairs();
      RunSpec run =
          RunSpecs.of(request.settings(), files, model, exactly, places)
              .withArrives(noReach(model))
              .withRepairs(repairs.digests());
      run.completions().claim();
      request.progress().follow(run.completions());
      repairs.pin(StandardStorages.at(places.staging()));
      Address days = places.staging().resolve("days");
      Pipeline pipeline = Pipeline.create(LauncherGraphs.options(request.runner()));
      pipeline
          .apply("Begin", Impulse.create())
          .apply("Match", ListObjects.of(run))
          .apply("Pack", PackReadUnits.of(run))
          .get(PackReadUnits.UNITS)
          .apply("Find touched days", FindTouchedDays.of(run, arrived, days));
      goesOn = !GraphRun.run(pipeline, new RunFolder(places.runFolder(), run.runId()));
      if (goesOn) {
        throw GraphRun.unanswered("the scan of what arrived");
      }
      return new Touched(
          scope(model, request, days(request, model, run, days), arrived), objects(days));
    } finally {
      if (!goesOn) {
        places.tidy();
      }
    }
  }

  private static Scope scope(
      Model model, ReplayRequest request, TreeSet<LocalDate> touched, DayRange arrived) {
    if (touched.isEmpty()) {
      throw new UsageException(
          List.of(
              "nothing that arrived from %s to %s belongs to a business day: there is nothing to replay"
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
      ReplayRequest request, Model model, RunSpec run, Address folder) throws IOException {
    TreeSet<LocalDate> days = new TreeSet<>();
    lines(folder, "days-").forEach(line -> days.add(LocalDate.parse(line)));
    List<TombstoneKeys> tombstones =
        lines(folder, "tombstones-").stream().map(TombstoneKeys::read).toList();
    Path lookups =
        LocalFolders.isLocal(run.staging())
            ? Files.createDirectories(Path.of(run.staging().uri(), "tombstones"))
            : Files.createTempDirectory(LocalFiles.folder(), "tombstones-");
    days.addAll(
        new TombstoneDays(
                model,
                Warehouses.of(
                    request.settings().warehouse(),
                    Addresses.state(request.settings()),
                    model.zone()),
                run.session(model.zone().getId()),
                lookups)
            .of(tombstones));
    return days;
  }

  private static List<String> lines(Address folder, String beginning) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String text : texts(folder, beginning)) {
      lines.addAll(text.lines().toList());
    }
    return lines;
  }

  private static ArrivedObjects objects(Address folder) throws IOException {
    ArrivedObjects objects = new ArrivedObjects(new TreeMap<>());
    for (String text : texts(folder, "objects-")) {
      objects.addAll(ArrivedObjects.parse(text));
    }
    return objects;
  }

  private static List<String> texts(Address folder, String beginning) throws IOException {
    Storage storage = StandardStorages.get().of(folder);
    List<String> texts = new ArrayList<>();
    for (Stat file : storage.list(folder, NameRange.startingWith(beginning))) {
      texts.add(storage.read(file.address()).text());
    }
    return texts;
  }
}
