package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.options.settings.WindowClock;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.pipelines.launch.Addresses;
import dev.medallion.replay.pipelines.launch.RunPlaces;
import dev.medallion.replay.pipelines.launch.RunSpecs;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.decode.SignatureSecrets;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.Models;
import dev.medallion.replay.transforms.repair.correction.Correction;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import dev.medallion.replay.transforms.repair.redrive.CorrectionFile;
import dev.medallion.replay.transforms.repair.redrive.Placement;
import dev.medallion.replay.transforms.repair.redrive.RedrivePlan;
import dev.medallion.replay.transforms.repair.redrive.RedrivePlanner;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.WindowInfo;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One redrive: the selected dead letters, their corrections, and the days to replay. */
final class Redrive {
  private static final String BUSINESS = WindowClock.BUSINESS.name().toLowerCase(Locale.ROOT);

  private final RedriveRequest choice;
  private final RunSettings settings;
  private final Model model;
  private final RunSpec run;
  private final Warehouse warehouse;
  private final CorrectionStore store;
  private final List<DeadLetter> letters;
  private final CorrectionEdits asked;
  private RedrivePlan plan = RedrivePlan.NOTHING;

  private Redrive(
      RedriveRequest choice,
      RunSettings settings,
      Model model,
      RunSpec run,
      Warehouse warehouse,
      List<DeadLetter> letters) {
    this.choice = choice;
    this.settings = settings;
    this.model = model;
    this.run = run;
    this.warehouse = warehouse;
    this.store = new CorrectionStore(StandardStorages.at(Addresses.state(settings)));
    this.letters = letters;
    this.asked = new CorrectionEdits(choice, settings, store);
  }

  /**
   * Gathers the letters.
   *
   * @throws UsageException naming everything that does not fit
   */
  static Redrive of(RedriveRequest choice, RunSettings settings) {
    ModelFiles files = RunSpecs.modelFiles(settings.model());
    Model model = Models.of(files);
    Problems problems = new Problems();
    choice.check(model, problems);
    problems.throwIfAny();
    Address state = Addresses.state(settings);
    Warehouse warehouse = Warehouses.of(settings.warehouse(), state, model.zone());
    // Nothing is written there: it serves to decode and to look.
    RunPlaces nowhere = new RunPlaces(state, state, Mode.PLAN);
    LocalDate today = settings.asOf().atZone(model.zone()).toLocalDate();
    RunSpec run =
        RunSpecs.of(
            settings,
            files,
            model,
            RunSpecs.wholeDays(model, List.of(today), settings.asOf()),
            nowhere);
    DeadLetterQuery source = new DeadLetterQuery(warehouse, state, model);
    List<DeadLetter> letters =
        choice.run().isPresent()
            ? source.ofRun(choice.run().get())
            : choice.byArrival()
                ? source.arrived(settings.window().in(model.zone()).days())
                : choice.corrections().isPresent() ? source.all() : List.of();
    return new Redrive(
        choice, settings, model, run, warehouse, letters.stream().filter(choice::takes).toList());
  }

  List<DeadLetter> letters() {
    return letters;
  }

  RedrivePlan plan() {
    return plan;
  }

  /** Those of a replay of the plan's days. */
  RunSettings settings() {
    return settings.ofDays(new DayRange(plan.days().first(), plan.days().last()));
  }

  /**
   * Writes the letters for an editor.
   *
   * @return how many; objects as a whole have nothing to edit
   */
  long export(Path file) throws IOException {
    Corrections inForce = store.inForce();
    List<DeadLetter> records = letters.stream().filter(l -> l.position() >= 0).toList();
    try (Writer out =
        Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
      for (DeadLetter letter : records) {
        out.write(CorrectionFile.write(letter, inForce));
      }
    }
    return records.size();
  }

  /**
   * Finds the days; stores nothing yet.
   *
   * @throws UsageException where the edited file, or what is to be withdrawn, does not fit
   */
  void prepare() throws IOException {
    List<DeadLetter> redriven = choice.corrections().isPresent() ? asked.edited(letters) : letters;
    List<Correction> withdrawn = asked.withdrawn();
    List<Correction> history = Stream.concat(store.all().stream(), asked.fresh().stream()).toList();
    RedrivePlanner planner =
        new RedrivePlanner(
            model,
            run,
            SignatureSecrets.load(run.signatureSecrets(), System.getenv()),
            history,
            Corrections.inForce(history),
            likelyDays());
    List<Placement> placements = redriven.stream().map(planner::place).toList();
    asked.refuseBad(planner);
    TreeSet<LocalDate> days = new TreeSet<>();
    Stream.concat(asked.amended().stream(), withdrawn.stream())
        .forEach(c -> days.addAll(planner.days(c)));
    plan = RedrivePlan.of(placements, places(asked.amended()), places(withdrawn), days);
  }

  private static List<String> places(List<Correction> corrections) {
    return corrections.stream().map(c -> c.place().toString()).toList();
  }

  /** Stores the new corrections, and the ends of those withdrawn: for this run and later ones. */
  void keepCorrections() {
    asked.fresh().forEach(store::add);
  }

  /** Days whose replay is nothing out of the way: of the run in question, and published ones. */
  private TreeSet<LocalDate> likelyDays() throws IOException {
    TreeSet<LocalDate> days = publishedDays();
    if (choice.run().isPresent()) {
      WindowInfo window =
          RunFolder.open(Addresses.state(settings), choice.run().get()).latestManifest().window();
      days.addAll(window.expanded());
      if (window.clock().equals(BUSINESS)) {
        new DayRange(window.from(), window.to()).days().forEach(days::add);
      }
    }
    return days;
  }

  /** The first day of each published partition. */
  private TreeSet<LocalDate> publishedDays() {
    List<EntityTable> tables =
        model.entityTables().stream().filter(t -> t.grain() != Grain.NONE).toList();
    Map<String, Grain> grains =
        tables.stream().collect(Collectors.toMap(EntityTable::name, EntityTable::grain));
    return warehouse.read(tables.stream().map(TableRef::of).toList()).heads().keySet().stream()
        .map(p -> grains.get(p.table()).days(p.value()).from())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
