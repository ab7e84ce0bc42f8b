package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.options.settings.WindowClock;
import dev.medallion.replay.options.settings.WindowRequest.Window;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.engine.Engine;
import dev.medallion.replay.transforms.flow.publish.StorableColumns;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.Models;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.Repairs;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.end.FolderTree;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.RunInfo;
import dev.medallion.replay.transforms.run.receipt.WindowInfo;
import dev.medallion.replay.transforms.run.resume.PinnedSecrets;
import dev.medallion.replay.transforms.run.resume.RunRecords;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Does one replay: fixes its spec, runs the graph, and reads the receipt back. */
public final class ReplayJob implements Replayer {
  /** More rounds than this, and the data moves all over the lake: a larger window is due. */
  private static final int MOST_ROUNDS = 10;

  @Override
  public ReplayResult replay(ReplayRequest request) throws Exception {
    RunSettings settings = request.settings();
    ModelFiles files = RunSpecs.modelFiles(settings.model());
    Model model = Models.of(files);
    Warehouse warehouse =
        Warehouses.of(settings.warehouse(), Addresses.state(settings), model.zone());
    List<String> problems = StorableColumns.problems(model, warehouse.columnTypes());
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
    PublishedCuts.requireSame(model, warehouse);
    PublishedColumns.requireSameTypes(
        model, t -> settings.tables().isEmpty() || settings.tables().contains(t), warehouse);
    Window window = settings.window().in(model.zone());
    if (settings.windowClock() == WindowClock.ARRIVAL && request.redriven().isEmpty()) {
      TouchedScope.Touched touched = TouchedScope.of(request, files, model, window.days());
      return replay(request.namedBy(touched.objects()), files, model, touched.scope(), window);
    }
    return replay(request, files, model, scope(request, model, window), window);
  }

  private static ReplayResult replay(
      ReplayRequest request, ModelFiles files, Model model, Scope scope, Window window)
      throws Exception {
    Scope whole =
        request.settings().expandAffected()
            ? expanded(request, files, model, scope, window)
            : scope;
    return once(request, files, model, whole, window, request.mode());
  }

  private static Scope scope(ReplayRequest request, Model model, Window window) {
    RunSettings settings = request.settings();
    Collection<LocalDate> days =
        request.redriven().isPresent()
            ? request.redriven().get().days()
            : window.days().days().toList();
    return RunSpecs.wholeDays(model, days, settings.asOf());
  }

  /** Plans until no published partition outside is affected any more. */
  private static Scope expanded(
      ReplayRequest request, ModelFiles files, Model model, Scope scope, Window window)
      throws Exception {
    Scope wider = scope;
    for (int round = 1; round <= MOST_ROUNDS; round++) {
      ReplayResult plan = once(request, files, model, wider, window, Mode.PLAN);
      Set<LocalDate> affected = affectedDays(model, plan.manifest());
      if (affected.isEmpty()) {
        break;
      }
      wider = wider.expandedBy(affected);
    }
    return wider;
  }

  private static Set<LocalDate> affectedDays(Model model, Manifest plan) {
    Set<LocalDate> days = new TreeSet<>();
    for (String place : plan.partitions().affected()) {
      int slash = place.indexOf('/');
      Grain grain = model.table(place.substring(0, slash)).grain();
      grain.days(place.substring(slash + 1)).days().forEach(days::add);
    }
    return days;
  }

  private static ReplayResult once(
      ReplayRequest request, ModelFiles files, Model model, Scope scope, Window window, Mode mode)
      throws Exception {
    ZoneAgreement.require(model, scope);
    RunSettings settings = request.settings();
    RunPlaces places = RunPlaces.of(settings, mode);
    boolean goesOn = false;
    try {
      Repairs repairs = request.repairs();
      RunSpec run =
          RunSpecs.of(settings, files, model, scope, places).withRepairs(repairs.digests());
      Manifest started =
          Manifest.started(info(request, model), window(request, model, window, scope));
      RunFolder folder = new RunFolder(places.runFolder(), settings.runId());
      if (mode == Mode.RUN) {
        record(settings, run, started, repairs);
      } else if (mode == Mode.KEPT_PLAN) {
        RunFolder.create(Addresses.state(settings), settings.runId());
      }
      claim(run, folder, mode);
      request.progress().follow(run.completions());
      repairs.pin(StandardStorages.at(places.staging()));
      PinnedSecrets.pin(run, System.getenv());
      folder.started(started);
      Optional<Manifest> ended =
          new RunToEnd(run, started, folder, request.publishing())
              .graph(
                  mode == Mode.PLAN ? LauncherGraphs.options(request.runner()) : request.runner());
      goesOn = ended.isEmpty();
      if (goesOn && mode == Mode.PLAN) {
        throw GraphRun.unanswered("a plan");
      }
      return new ReplayResult(
          ended.orElse(started),
          mode == Mode.PLAN ? Optional.empty() : Optional.of(folder.address()),
          goesOn);
    } finally {
      if (!goesOn) {
        places.tidy();
      }
    }
  }

  /** Before anything else: from then on the run can be resumed. */
  private static void record(RunSettings settings, RunSpec run, Manifest started, Repairs repairs)
      throws IOException {
    RunRecords.write(
        RunFolder.create(Addresses.state(settings), settings.runId()),
        RunRecords.of(
            settings.model(),
            CodeDigest.text(),
            Engine.version(),
            ProcessLiveness.thisProcess(),
            started,
            repairs,
            run));
  }

  /** A run that can't have its staging to itself has not begun. */
  private static void claim(RunSpec run, RunFolder folder, Mode mode) {
    try {
      run.completions().claim();
    } catch (UsageException e) {
      if (mode != Mode.PLAN) {
        FolderTree.delete(folder.address());
      }
      throw e;
    }
  }

  private static RunInfo info(ReplayRequest request, Model model) {
    Instant now = Nondeterminism.now();
    return new RunInfo(
        request.settings().runId(),
        request.command(),
        model.name(),
        model.digest(),
        CodeVersion.text(),
        request.settings().warehouse().toString(),
        now,
        "",
        Whoami.text());
  }

  private static WindowInfo window(ReplayRequest request, Model model, Window window, Scope scope) {
    RunSettings settings = request.settings();
    boolean redriven = request.redriven().isPresent();
    boolean onArrival = settings.windowClock() == WindowClock.ARRIVAL;
    boolean listed = redriven || onArrival;
    DayRange whole = listed ? window.days() : RunSpecs.wholePartitions(model, window.days());
    return new WindowInfo(
        whole.from(),
        whole.to(),
        redriven ? WindowInfo.REDRIVEN : settings.windowClock().name().toLowerCase(Locale.ROOT),
        whole.equals(window.days())
            ? window.widened().orElse("")
            : window.days() + ", widened to whole partitions: " + whole,
        scope.days().stream().filter(d -> listed || !whole.contains(d)).toList(),
        settings.asOf(),
        settings.tables().stream().sorted().toList(),
        settings.scopes().stream().sorted().toList(),
        List.of());
  }
}
