package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.anymodel.Broken.Promise;
import dev.medallion.replay.pipelines.suite.anymodel.Deed.Run;
import dev.medallion.replay.pipelines.suite.anymodel.Deed.Window;
import dev.medallion.replay.pipelines.suite.anymodel.Schedule.Stage;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.storage.files.StepsHeard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plays a schedule on a lake and a warehouse of its own. */
final class Player {
  /**
   * What so small a lake does all the time: days lose all their rows, sources are empty at first,
   * and what arrives too late is left out by every reading.
   */
  static final List<String> ALLOWED =
      List.of(
          "--allow=row_drop",
          "--allow=no_objects",
          "--allow=lookback_exceeded",
          "--allow=arrives_exceeded");

  /** What a run is told beside, while an object is there that can't be read to its end. */
  static final String SPOILED = "--allow=incomplete_input";

  /** What a run is told beside in the end, if objects are gone for good. */
  private static final String ERODED = "--allow=eroded";

  private static final String WITHOUT_EFFECT = "--allow=correction_without_effect";

  /** Every this many schedules, one run of everything is compared too: it costs a run. */
  private static final int AT_ONCE_EVERY = 2;

  private final Schedule schedule;
  private final Shape shape;
  private final Path folder;
  private final Lake lake;
  private final Bench bench;
  private final Invariants invariants;
  private final Tally tally;
  private final Map<String, LakeObject> there = new LinkedHashMap<>();
  private final Map<String, LakeObject> gone = new LinkedHashMap<>();

  /** Of those that are gone, the files that are there all the same, but break off. */
  private final Set<String> spoiled = new HashSet<>();

  /** The kept plans, and how often something was published before each. */
  private final Map<String, Integer> plans = new HashMap<>();

  /** How often something was published, or may have been. */
  private int published;

  /** The run whose lease a process took that is gone, as far as the others are concerned. */
  private String abandoned = "";

  /** Somebody wrote into the warehouse. */
  private boolean byHand;

  /** A part of the model was published last. */
  private boolean inPart;

  private boolean takenBack;

  /** Something was done that a run may rightly block for, until somebody has looked. */
  private boolean meddled;

  private Instant asOf;

  private Player(Schedule schedule, Path folder, Tally tally) throws IOException {
    this.schedule = schedule;
    this.shape = schedule.shape();
    this.folder = folder;
    this.lake = Lake.in(folder.resolve("lake"));
    this.bench = bench("scheduled");
    this.invariants = new Invariants(schedule);
    this.tally = tally;
    this.asOf = schedule.stages().get(0).asOf();
  }

  /**
   * Plays it.
   *
   * @param folder empty
   * @throws Broken naming the promise that it breaks
   */
  static void play(Schedule drawn, Path folder, Tally tally) throws Broken, IOException {
    Schedule schedule = drawn;
    if (drawn.shape().isRogue()) {
      Path probe = Files.createDirectories(folder.resolve("probe"));
      ModelText.write(drawn.shape(), probe.resolve("model"));
      Player player = new Player(drawn, probe, tally);
      player.model(probe.resolve("model"));
      Outcome outcome = player.bench.plan(player.options(drawn.span()));
      if (outcome.exitCode() == 2) {
        tally.count("refused models");
        schedule = drawn.with(drawn.shape().withoutRogue());
      }
    }
    Path own = Files.createDirectories(folder.resolve("own"));
    Player player = new Player(schedule, own, tally);
    player.model(own.resolve("model"));
    player.play();
  }

  private void model(Path model) throws IOException {
    ModelText.write(shape, model);
  }

  private Bench bench(String name) throws IOException {
    List<String> defaults = new ArrayList<>(List.of("--model=" + folder.resolve("model")));
    for (String source : shape.entities().stream().map(shape::source).distinct().toList()) {
      Path root = Files.createDirectories(lake.root().resolve(shape.root(source)));
      defaults.add("--input=" + source + "=" + root);
    }
    defaults.add("--progress=off");
    defaults.add(schedule.parallelism());
    return new Bench(
        Files.createDirectories(folder.resolve(name)), defaults.toArray(String[]::new));
  }

  private void play() throws Broken, IOException {
    for (Stage stage : schedule.stages()) {
      asOf = stage.asOf();
      stage.arrivals().forEach(this::put);
      for (Deed deed : stage.deeds()) {
        doIt(deed);
      }
    }
    if (!schedule.eroded()) {
      List.copyOf(gone.values()).forEach(this::put);
    }
    spoiled.forEach(lake::delete);
    spoiled.clear();
    for (Window window : schedule.closing()) {
      close(window);
    }
    compare();
  }

  private void put(LakeObject object) {
    lake.put(object.file(shape), object.text(shape));
    there.put(object.file(shape), object);
    gone.remove(object.file(shape));
    spoiled.remove(object.file(shape));
  }

  private void doIt(Deed deed) throws Broken, IOException {
    tally.count(deed.getClass().getSimpleName());
    if (deed instanceof Run run) {
      run(run);
    } else if (deed instanceof Deed.Plan plan) {
      plan(plan);
    } else if (deed instanceof Deed.Apply apply) {
      if (plans.containsKey(apply.plan())) {
        publish(deed, () -> call("apply", "--plan=" + apply.plan(), "--runId=" + apply.id()));
      }
    } else if (deed instanceof Deed.Redrive redrive) {
      redrive(deed, redrive.of(), redrive.id(), List.of());
    } else if (deed instanceof Deed.Correct correct) {
      correct(correct);
    } else if (deed instanceof Deed.Rollback back) {
      if (publish(deed, () -> call("rollback", "--run=" + back.of(), "--runId=" + back.id()))) {
        takenBack = true;
      }
    } else if (deed instanceof Deed.ByHand hand) {
      writeByHand(hand);
    } else if (deed instanceof Deed.Vanish vanish) {
      String file = vanish.object().file(shape);
      if (there.containsKey(file)) {
        lake.delete(file);
        gone.put(file, there.remove(file));
        meddled = true;
      }
    } else if (deed instanceof Deed.Spoil broken) {
      String file = broken.object().file(shape);
      if (there.containsKey(file)) {
        lake.put(file, there.get(file).brokenOff(shape));
        gone.put(file, there.remove(file));
        spoiled.add(file);
        meddled = true;
      }
    } else if (deed instanceof Deed.Restore restore) {
      LakeObject object = gone.get(restore.object().file(shape));
      if (object != null) {
        put(object);
      }
    } else if (deed instanceof Deed.Change change) {
      if (there.containsKey(change.after().file(shape))) {
        put(change.after());
        meddled = true;
      }
    } else if (deed instanceof Deed.Breaks breaks) {
      breaks(breaks);
    }
  }

  private void run(Run run) throws Broken {
    boolean good = publish(run, () -> bench.run(options(run, run.expand())));
    if (good) {
      inPart = !run.tables().isEmpty();
    }
  }

  /** As a user would: once more with what else moved, if that is all that is wrong. */
  private boolean publish(Deed deed, Command command) throws Broken {
    Sight before = sight();
    SortedMap<String, List<String>> everything = everything();
    Outcome outcome = command.run();
    tally.count(deed.getClass().getSimpleName() + " " + outcome.exitCode());
    boolean asAsked = true;
    if (deed instanceof Run run && outcome.exitCode() == 3 && !run.expand() && affected(outcome)) {
      asAsked = false;
      unchanged(deed, outcome, everything);
      outcome =
          bench.run(
              options(
                  new Run(
                      run.id() + "x",
                      run.window(),
                      run.arrivals(),
                      run.shards(),
                      true,
                      run.tables()),
                  true));
      tally.count("Run expanded " + outcome.exitCode());
    }
    int code = isInVain(outcome) ? 0 : outcome.exitCode();
    switch (code) {
      case 0 -> good(deed, before);
      case 2, 3, 4 -> {
        if (deed instanceof Run run
            && outcome.exitCode() == 3
            && !meddled
            && !cameTooLate(run, outcome)
            && run.tables().isEmpty()) {
          throw new Broken(Promise.GOES_THROUGH, said(deed, outcome));
        }
        if (deed instanceof Run run
            && outcome.exitCode() != 3
            && run.tables().isEmpty()
            && !nothingArrived(run, outcome)) {
          throw new Broken(Promise.GOES_THROUGH, said(deed, outcome));
        }
        if (deed instanceof Deed.Apply apply && plans.get(apply.plan()) == published) {
          throw new Broken(Promise.GOES_THROUGH, said(deed, outcome));
        }
        unchanged(deed, outcome, everything);
      }
      default -> throw new Broken(Promise.ENDS, said(deed, outcome));
    }
    if (code == 0) {
      published++;
      if (deed instanceof Run run && asAsked && !run.expand() && run.tables().isEmpty()) {
        neverLost(run, before);
      }
    }
    return code == 0;
  }

  /** A redrive whose records all die again has published, and says that it was in vain. */
  private static boolean isInVain(Outcome outcome) {
    return outcome.exitCode() == 3 && outcome.err().contains("no dead letter was repaired");
  }

  private static boolean nothingArrived(Run run, Outcome outcome) {
    return run.arrivals()
        && outcome.exitCode() == 2
        && outcome.err().contains("nothing that arrived");
  }

  /** What arrived too late for its own days is in no reading of them, so the run can't apply it. */
  private boolean cameTooLate(Run run, Outcome outcome) {
    return run.arrivals()
        && blocking(outcome).equals(Set.of("arrival_not_applied"))
        && arrivedAndThere().stream()
            .filter(o -> run.window().holds(o.arrival()))
            .anyMatch(this::isTooLate);
  }

  private boolean isTooLate(LakeObject object) {
    EntityShape entity = shape.entity(object.entity());
    return object.records().stream()
        .flatMap(r -> r.businessDay(entity, shape.zone()).stream())
        .anyMatch(day -> !PlainReading.isInside(shape, entity, day, object.arrival()));
  }

  @FunctionalInterface
  private interface Command {
    Outcome run() throws Broken;
  }

  private void unchanged(Deed deed, Outcome outcome, SortedMap<String, List<String>> everything)
      throws Broken {
    SortedMap<String, List<String>> now = everything();
    if (!now.equals(everything)) {
      throw new Broken(
          Promise.CHANGES_NOTHING,
          said(deed, outcome) + "\nbefore " + everything + "\nafter " + now);
    }
  }

  /** What holds after a deed that ended well. */
  private void good(Deed deed, Sight before) throws Broken {
    boolean part = deed instanceof Run run && !run.tables().isEmpty();
    Sight after = sight();
    if (byHand) {
      return;
    }
    try {
      invariants.once(after);
      if (!part && !inPart) {
        invariants.trueRows(after);
      }
      if (!part && !(inPart && !(deed instanceof Run))) {
        invariants.goldOfSilver(after, takenBack);
      }
      if (!(deed instanceof Deed.Rollback)) {
        invariants.neverOlder(before, after, arrivedAndThere(), arrived());
      }
      if (deed instanceof Run run && !part && !run.arrivals() && hasGold()) {
        Waiting.check(
            shape, run.window(), after, arrivedAndThere(), bench.call("status", "--format=json"));
      }
    } catch (Broken broken) {
      throw new Broken(broken.promise(), broken.getMessage() + "\nafter " + deed);
    }
  }

  private void neverLost(Run run, Sight before) throws Broken {
    if (byHand || inPart || run.arrivals()) {
      return;
    }
    Window window = PlainReading.whole(shape, run.window());
    Window read =
        new Window(window.from().minusDays(Shape.BEFORE), window.to().plusDays(shape.after()));
    Set<String> corrected = new HashSet<>(Corrected.places(bench.state()));
    List<LakeObject> lake =
        arrivedAndThere().stream()
            .filter(o -> shape.entity(o.entity()).full() || read.holds(o.arrival()))
            .toList();
    Window all = new Window(LocalDate.of(2020, 1, 1), LocalDate.of(2030, 1, 1));
    try {
      invariants.neverLost(
          before, sight(), new PlainReading(shape, lake, corrected::contains, all).silver());
    } catch (Broken broken) {
      throw new Broken(broken.promise(), broken.getMessage() + "\nafter " + run);
    }
  }

  private boolean hasGold() {
    return !shape.golds().isEmpty();
  }

  private List<LakeObject> arrivedAndThere() {
    return there.values().stream().filter(this::hasArrived).toList();
  }

  private boolean hasArrived(LakeObject object) {
    return !object.arrival().isAfter(asOf.atZone(shape.zone()).toLocalDate());
  }

  /** What a run could have read by now, or one before it. */
  private List<LakeObject> arrived() {
    List<LakeObject> all = new ArrayList<>(there.values());
    all.addAll(gone.values());
    return all;
  }

  private void plan(Deed.Plan plan) throws Broken {
    SortedMap<String, List<String>> everything = everything();
    List<String> options =
        new ArrayList<>(List.of("--out", "--runId=" + plan.id(), "--shards=" + plan.shards()));
    options.addAll(List.of(options(plan.window())));
    if (plan.expand()) {
      options.add("--expand=affected");
    }
    Outcome outcome = checked(() -> bench.plan(options.toArray(String[]::new)));
    tally.count("Plan " + outcome.exitCode());
    if (outcome.exitCode() == 0) {
      plans.put(plan.id(), published);
    } else if (outcome.exitCode() != 3) {
      throw new Broken(Promise.ENDS, said(plan, outcome));
    }
    unchanged(plan, outcome, everything);
  }

  private void redrive(Deed deed, String of, String id, List<String> more) throws Broken {
    meddled = meddled || deed instanceof Deed.Correct;
    List<String> options =
        new ArrayList<>(List.of("--run=" + of, "--runId=" + id, "--asOf=" + asOf));
    options.addAll(allowed());
    options.addAll(more);
    publish(deed, () -> bench.redrive(take(options)));
  }

  private void correct(Deed.Correct correct) throws Broken, IOException {
    Path letters = folder.resolve("letters.jsonl");
    Files.deleteIfExists(letters);
    Outcome exported =
        bench.redrive("--run=" + correct.of(), "--export=" + letters, "--asOf=" + asOf);
    if (exported.exitCode() != 0 || !Files.exists(letters)) {
      return;
    }
    String text = Files.readString(letters);
    String edited = text.replaceAll("\\\\\"bad(-?[0-9]+)\\\\\"", "$1");
    if (edited.equals(text)) {
      return;
    }
    Files.writeString(letters, edited);
    tally.count("corrections");
    redrive(correct, correct.of(), correct.id(), List.of("--corrections=" + letters));
  }

  private void writeByHand(Deed.ByHand hand) {
    String name = HandWriting.table(shape, hand);
    if (!bench.isFile() || !bench.tables().contents().containsKey(name)) {
      return;
    }
    bench.writeByHand(HandWriting.sql(shape, hand));
    byHand = true;
    meddled = true;
    published++;
  }

  /** From the step on, every step breaks: nothing that the run does any more can count. */
  private void breaks(Deed.Breaks breaks) throws Broken {
    if (!bench.isFile()) {
      return;
    }
    published++;
    AtomicInteger steps = new AtomicInteger();
    Sight before = sight();
    StepsHeard.by(
        step -> {
          if (steps.incrementAndGet() >= breaks.step()) {
            throw new IllegalStateException("broken on purpose after " + step);
          }
        });
    Outcome outcome;
    try {
      outcome = checked(() -> bench.run(options(breaks.run(), breaks.run().expand())));
    } finally {
      StepsHeard.by(step -> {});
    }
    tally.count("Breaks " + outcome.exitCode());
    boolean broke = steps.get() >= breaks.step();
    if (!broke) {
      if (outcome.exitCode() == 0) {
        inPart = !breaks.run().tables().isEmpty();
        good(breaks.run(), before);
      }
      return;
    }
    if (breaks.resumed() || !abandoned.isEmpty()) {
      Outcome resumed =
          checked(() -> call("resume", "--run=" + breaks.run().id(), schedule.parallelism()));
      tally.count("resume " + resumed.exitCode());
      if (resumed.exitCode() == 0) {
        inPart = !breaks.run().tables().isEmpty();
        good(breaks.run(), before);
        return;
      }
      if (resumed.exitCode() == 1 || resumed.exitCode() == 5) {
        throw new Broken(Promise.ENDS, said(breaks, resumed));
      }
    } else {
      // One that was resumed gave its leases back, however it ended.
      abandoned = breaks.run().id();
    }
    if (!breaks.run().tables().isEmpty()) {
      inPart = true;
    }
    good(breaks.run(), before);
  }

  private void close(Window window) throws Broken {
    List<String> more = new ArrayList<>();
    for (int attempt = 0; ; attempt++) {
      Sight before = sight();
      SortedMap<String, List<String>> everything = everything();
      List<String> options = new ArrayList<>(List.of(options(window)));
      if (schedule.shards() > 0) {
        options.add("--shards=" + schedule.shards());
      }
      options.addAll(more);
      Outcome outcome = checked(() -> bench.run(take(options)));
      tally.count("closing " + outcome.exitCode());
      Deed deed = new Run("closing" + more, window, false, 0, !more.isEmpty(), "");
      if (outcome.exitCode() == 0) {
        inPart = false;
        if (!more.contains(ERODED)) {
          good(deed, before);
        }
        return;
      }
      if (outcome.exitCode() != 3 || attempt == 3) {
        throw new Broken(Promise.GOES_THROUGH, said(deed, outcome));
      }
      unchanged(deed, outcome, everything);
      Set<String> blocking = blocking(outcome);
      if (blocking.contains("affected") && !more.contains("--expand=affected")) {
        more.add("--expand=affected");
        continue;
      }
      List<String> gone =
          Stream.of(ERODED, WITHOUT_EFFECT)
              .filter(allow -> blocking.contains(allow.substring("--allow=".length())))
              .filter(allow -> !this.gone.isEmpty() && !more.contains(allow))
              .toList();
      if (gone.isEmpty()) {
        throw new Broken(Promise.GOES_THROUGH, said(deed, outcome));
      }
      more.addAll(gone);
    }
  }

  private void compare() throws Broken, IOException {
    Set<String> corrected = new HashSet<>(Corrected.places(bench.state()));
    PlainReading reading =
        new PlainReading(
            shape, there.values(), corrected::contains, PlainReading.whole(shape, schedule.span()));
    SortedMap<String, List<String>> contents = bench.tables().contents();
    Difference.check(Promise.PLAIN, Difference.texts(reading.tables()), contents);

    if (schedule.seed() % AT_ONCE_EVERY == 0) {
      compareWithOneRun(contents);
    }
    Difference.check(
        Promise.DEAD_LETTERS,
        new TreeMap<>(Map.of("letters", reading.dead())),
        new TreeMap<>(
            Map.of(
                "letters",
                bench
                    .tables()
                    .query("SELECT source, object || '#' || position FROM ops.replay_dead_letters")
                    .stream()
                    .sorted()
                    .toList())));
  }

  private void compareWithOneRun(SortedMap<String, List<String>> contents)
      throws Broken, IOException {
    Bench atOnce = bench("at-once");
    Corrected.copy(bench.state(), atOnce.state());
    List<String> options = new ArrayList<>(List.of(options(schedule.span())));
    if (!gone.isEmpty()) {
      options.add(WITHOUT_EFFECT);
    }
    Outcome outcome = checked(() -> atOnce.run(options.toArray(String[]::new)));
    if (outcome.exitCode() != 0) {
      throw new Broken(
          Promise.GOES_THROUGH, "everything at once: " + outcome.err() + outcome.out());
    }
    Difference.check(Promise.AT_ONCE, atOnce.tables().contents(), contents);
    Difference.check(
        Promise.DEAD_LETTERS,
        new TreeMap<>(Map.of("letters", atOnce.tables().deadLetters())),
        new TreeMap<>(Map.of("letters", bench.tables().deadLetters())));
  }

  private String[] options(Run run, boolean expand) {
    List<String> options = new ArrayList<>(List.of(options(run.window())));
    options.add("--runId=" + run.id());
    if (run.shards() > 0) {
      options.add("--shards=" + run.shards());
    }
    if (run.arrivals()) {
      options.add("--windowClock=arrival");
    }
    if (!run.tables().isEmpty()) {
      options.add("--tables=" + run.tables());
    }
    if (expand) {
      options.add("--expand=affected");
    }
    return take(options);
  }

  private String[] options(Window window) {
    List<String> options = new ArrayList<>(window.options());
    options.add("--asOf=" + asOf);
    options.addAll(allowed());
    return options.toArray(String[]::new);
  }

  private List<String> allowed() {
    List<String> allowed = new ArrayList<>(ALLOWED);
    if (!spoiled.isEmpty()) {
      allowed.add(SPOILED);
    }
    return allowed;
  }

  /** With the lease of a run that nobody goes on with. */
  private String[] take(List<String> options) {
    List<String> all = new ArrayList<>(options);
    if (!abandoned.isEmpty()) {
      all.add("--takeLease=" + abandoned);
    }
    return all.toArray(String[]::new);
  }

  private Outcome call(String command, String... options) {
    return bench.call(command, command.equals("resume") ? options : take(List.of(options)));
  }

  private static Outcome checked(Command command) throws Broken {
    try {
      return command.run();
    } catch (AssertionError e) {
      throw new Broken(Promise.BALANCES, e.getMessage());
    }
  }

  private Sight sight() {
    return Sight.of(bench.tables());
  }

  private SortedMap<String, List<String>> everything() {
    SortedMap<String, List<String>> everything = bench.tables().everything();
    everything.remove("ops.replay_meta");
    if (!abandoned.isEmpty()) {
      everything.remove("ops.replay_leases");
    }
    return everything;
  }

  private static boolean affected(Outcome outcome) {
    return blocking(outcome).contains("affected");
  }

  private static Set<String> blocking(Outcome outcome) {
    return outcome.manifest() == null
        ? Set.of()
        : outcome.manifest().findings().stream()
            .filter(Finding::blocks)
            .map(Finding::audit)
            .collect(Collectors.toSet());
  }

  private static String said(Deed deed, Outcome outcome) {
    return deed + " ended with " + outcome.exitCode() + "\n" + outcome.err() + outcome.out();
  }
}
