package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.settings.Allow;
import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.flow.audit.Audits;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Masks;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.MaskSecret;
import dev.medallion.replay.transforms.run.RepairDigests;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes a run's spec from the user's settings and the model. */
public final class RunSpecs {
  private RunSpecs() {}

  /** The model's files: a built-in model's, or a folder's. */
  public static ModelFiles modelFiles(String model) {
    return isFolder(model)
        ? ModelFiles.ofFolder(StandardStorages.at(Addresses.of("--model", model)))
        : ModelFiles.builtIn(model);
  }

  /** The files of the model's own tests: text by name. */
  public static SortedMap<String, String> modelTests(String model) {
    return isFolder(model)
        ? ModelFiles.testsOfFolder(StandardStorages.at(Addresses.of("--model", model)))
        : ModelFiles.testsOfBuiltIn(model);
  }

  private static boolean isFolder(String model) {
    return model.indexOf('/') >= 0 || Files.isDirectory(Path.of(model));
  }

  /**
   * The spec.
   *
   * @param places where the run may write
   * @throws UsageException naming everything that does not fit the model
   */
  public static RunSpec of(
      RunSettings settings, ModelFiles files, Model model, Scope scope, RunPlaces places) {
    List<String> problems = new ArrayList<>();
    TreeMap<String, Address> roots = new TreeMap<>();
    TreeMap<String, Reach> arrives = new TreeMap<>();
    for (String source : model.sources().keySet()) {
      settings
          .inputs()
          .of(source)
          .ifPresentOrElse(
              root -> roots.put(source, Addresses.of("--input", root)),
              () ->
                  problems.add(
                      "source %s has no root: give --input=<root>, or --input=%s=<root>"
                          .formatted(source, source)));
      settings.arrives().of(source).ifPresent(reach -> arrives.put(source, reach));
    }
    refuseUnknown(
        problems, "--input", settings.inputs().values().keySet(), model.sources().keySet());
    refuseUnknown(
        problems, "--arrives", settings.arrives().values().keySet(), model.sources().keySet());
    Set<String> tables = tables(settings, model, problems);
    List<String> scopes = scopes(settings, model, problems);
    refuseUnknownAllowed(settings.allow(), model, problems);
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
    return new RunSpec(
        settings.runId(),
        files,
        roots,
        scope,
        Map.copyOf(arrives),
        tables,
        scopes,
        settings.warehouse(),
        Addresses.state(settings),
        places.staging(),
        places.runFolder(),
        settings.shards(),
        settings.blockBytes(),
        settings.memoryBytes(),
        settings.objectsAtOnce(),
        settings.allow(),
        Addresses.secrets(settings),
        masks(settings, model),
        RepairDigests.NONE,
        places.mode(),
        0);
  }

  private static MaskSecret masks(RunSettings settings, Model model) {
    return Masks.areMadeBy(model)
        ? MaskSecret.of(Addresses.maskSecret(settings), settings.runId(), System.getenv())
        : MaskSecret.NONE;
  }

  /** The window's days, widened so that no partition of the model is cut. */
  static DayRange wholePartitions(Model model, DayRange window) {
    Grain grain = model.coarsestGrain();
    return new DayRange(
        grain.days(grain.valueOf(window.from())).from(),
        grain.days(grain.valueOf(window.to())).to());
  }

  /** Days, each widened so that no partition of the model is cut. */
  public static Scope wholeDays(Model model, Collection<LocalDate> days, Instant asOf) {
    return Scope.widened(days, model.coarsestGrain(), asOf);
  }

  private static Set<String> tables(RunSettings settings, Model model, List<String> problems) {
    Set<String> known = new TreeSet<>();
    model.tables().forEach(t -> known.add(t.name()));
    refuseUnknown(problems, "--tables", settings.tables(), known);
    return Set.copyOf(settings.tables());
  }

  /**
   * A table that has no scopes can't be replayed in part, and to replay all of it would be a
   * surprise: whoever names scopes leaves it out.
   */
  private static List<String> scopes(RunSettings settings, Model model, List<String> problems) {
    if (settings.scopes().isEmpty()) {
      return List.of();
    }
    List<String> whole =
        model.entityTables().stream()
            .filter(t -> model.scopeOf(t).isEmpty())
            .map(EntityTable::name)
            .toList();
    if (whole.size() == model.entityTables().size()) {
      problems.add(
          "--scope: no stream of the model has a scope; declare one in model.yaml, e.g. scope:"
              + " {column: store}, or leave --scope out");
      return List.of();
    }
    List<String> published =
        whole.stream()
            .filter(t -> settings.tables().isEmpty() || settings.tables().contains(t))
            .toList();
    if (!published.isEmpty()) {
      problems.add(
          "--scope: these tables have no scope, and would be replaced whole: %s; name the others: --tables=%s"
              .formatted(
                  String.join(", ", published),
                  model.tables().stream()
                      .map(Table::name)
                      .filter(t -> !whole.contains(t))
                      .filter(t -> settings.tables().isEmpty() || settings.tables().contains(t))
                      .collect(Collectors.joining(","))));
    }
    return settings.scopes().stream().sorted().distinct().toList();
  }

  private static void refuseUnknownAllowed(
      List<Allow> allowed, Model model, List<String> problems) {
    Set<String> audits = new TreeSet<>();
    Audits.all(model).forEach(audit -> audits.add(audit.name()));
    Set<String> tables = new TreeSet<>();
    model.tables().forEach(table -> tables.add(table.name()));
    model.tables().forEach(table -> tables.add(TableRef.of(table).qualifiedName()));
    for (Allow allow : allowed) {
      if (!audits.contains(allow.audit())) {
        problems.add(
            "--allow=%s: no audit %s; the audits are %s"
                .formatted(allow, allow.audit(), String.join(", ", audits)));
      }
      if (!allow.table().isEmpty() && !tables.contains(allow.table())) {
        problems.add(
            "--allow=%s: the model has no table %s; its tables are %s"
                .formatted(allow, allow.table(), String.join(", ", tables)));
      }
      model.tables().stream()
          .filter(t -> List.of(t.name(), t.qualifiedName()).contains(allow.table()))
          .filter(t -> !allow.partition().isEmpty() && !t.grain().isValue(allow.partition()))
          .forEach(
              t ->
                  problems.add(
                      "--allow=%s: %s is no partition of %s, whose grain is %s"
                          .formatted(
                              allow,
                              allow.partition(),
                              t.name(),
                              t.grain().name().toLowerCase(Locale.ROOT))));
    }
  }

  private static void refuseUnknown(
      List<String> problems, String option, Iterable<String> named, Set<String> known) {
    for (String name : named) {
      if (!name.isEmpty() && !known.contains(name)) {
        problems.add(
            "%s names %s, which is not in the model; the model has %s"
                .formatted(option, name, String.join(", ", new TreeSet<>(known))));
      }
    }
  }
}
