package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.pipelines.suite.anymodel.Deed.Hand;
import dev.medallion.replay.pipelines.suite.anymodel.Deed.Run;
import dev.medallion.replay.pipelines.suite.anymodel.Deed.Window;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws what is done in each stage. */
final class DeedDraw {
  private final SplittableRandom random;
  private final Shape shape;
  private final Window span;
  private final List<List<LakeObject>> arrivals;
  private final List<String> runs = new ArrayList<>();
  private final List<String> plans = new ArrayList<>();
  private final List<LakeObject> there = new ArrayList<>();
  private final List<LakeObject> gone = new ArrayList<>();
  private int ids;

  DeedDraw(SplittableRandom random, Shape shape, Window span, List<List<LakeObject>> arrivals) {
    this.random = random;
    this.shape = shape;
    this.span = span;
    this.arrivals = arrivals;
  }

  /** The deeds of the next stage. */
  List<Deed> draw(int stage) {
    there.addAll(arrivals.get(stage));
    List<Deed> deeds = new ArrayList<>();
    int count = random.nextInt(1, 4);
    deeds.add(run());
    while (deeds.size() <= count) {
      another(deeds);
    }
    return List.copyOf(deeds);
  }

  private void another(List<Deed> deeds) {
    int drawn = random.nextInt(100);
    if (drawn < 30) {
      deeds.add(run());
    } else if (drawn < 38) {
      deeds.add(plan());
    } else if (drawn < 46) {
      // Side by side.
      deeds.add(plan());
      deeds.add(plan());
      deeds.add(apply(plans.size() - 2));
      deeds.add(apply(plans.size() - 1));
    } else if (drawn < 54) {
      if (!plans.isEmpty()) {
        deeds.add(apply(random.nextInt(plans.size())));
      }
    } else if (drawn < 58) {
      deeds.add(new Deed.Redrive(someRun(), id("r")));
    } else if (drawn < 66) {
      deeds.add(new Deed.Correct(someRun(), id("r")));
    } else if (drawn < 74) {
      deeds.add(new Deed.Rollback(someRun(), id("r")));
    } else if (drawn < 79) {
      deeds.add(new Deed.ByHand(someTable(), List.of(Hand.values()).get(random.nextInt(3))));
    } else if (drawn < 88) {
      vanishOrRestore(deeds);
    } else if (drawn < 93) {
      change(deeds);
    } else {
      deeds.add(new Deed.Breaks(run(), random.nextInt(1, 30), random.nextInt(3) > 0));
    }
  }

  private Run run() {
    Run run =
        new Run(
            id("r"),
            window(),
            random.nextInt(6) == 0,
            shards(),
            random.nextInt(4) == 0,
            random.nextInt(7) == 0 ? someTableAlone() : "");
    runs.add(run.id());
    return run;
  }

  private Deed.Plan plan() {
    Deed.Plan plan = new Deed.Plan(id("p"), window(), shards(), random.nextInt(4) == 0);
    plans.add(plan.id());
    return plan;
  }

  private Deed.Apply apply(int plan) {
    Deed.Apply apply = new Deed.Apply(plans.get(plan), id("r"));
    runs.add(apply.id());
    return apply;
  }

  private void vanishOrRestore(List<Deed> deeds) {
    if (!gone.isEmpty() && random.nextBoolean()) {
      LakeObject back = gone.remove(random.nextInt(gone.size()));
      there.add(back);
      deeds.add(new Deed.Restore(back));
    } else if (!there.isEmpty()) {
      LakeObject object = someObject();
      there.remove(object);
      gone.add(object);
      deeds.add(random.nextInt(5) < 2 ? new Deed.Spoil(object) : new Deed.Vanish(object));
      runOver(object, deeds);
    }
  }

  /** A record is taken from an object, or one that other objects have is put behind the others. */
  private void change(List<Deed> deeds) {
    List<LakeObject> good =
        there.stream().filter(o -> o.records().stream().noneMatch(Rec::bad)).toList();
    if (good.isEmpty()) {
      return;
    }
    LakeObject before = good.get(random.nextInt(good.size()));
    List<Rec> records = new ArrayList<>(before.records());
    if (records.size() > 1 && random.nextBoolean()) {
      records.remove(random.nextInt(records.size()));
    } else {
      List<LakeObject> others =
          good.stream().filter(o -> o.entity().equals(before.entity())).toList();
      List<Rec> more = others.get(random.nextInt(others.size())).records();
      records.add(more.get(random.nextInt(more.size())));
    }
    LakeObject after = before.with(records);
    there.set(there.indexOf(before), after);
    deeds.add(new Deed.Change(before, after));
    runOver(before, deeds);
  }

  /** Rather one that has a namesake under another root. */
  private LakeObject someObject() {
    List<LakeObject> twins =
        there.stream()
            .filter(
                o ->
                    there.stream()
                        .anyMatch(
                            t ->
                                !t.entity().equals(o.entity())
                                    && t.path(shape).equals(o.path(shape))))
            .toList();
    List<LakeObject> some = twins.isEmpty() || random.nextInt(4) == 0 ? there : twins;
    return some.get(random.nextInt(some.size()));
  }

  /** A run over a day that an object speaks of, mostly. */
  private void runOver(LakeObject object, List<Deed> deeds) {
    List<LocalDate> days =
        object.records().stream().flatMap(r -> r.day().stream()).distinct().toList();
    if (!days.isEmpty() && random.nextInt(3) > 0) {
      LocalDate day = days.get(random.nextInt(days.size()));
      Run run = run();
      deeds.add(new Run(run.id(), new Window(day, day), false, run.shards(), run.expand(), ""));
    }
  }

  /** Windows in any order, overlapping as it comes, that leave no day out. */
  List<Window> covering() {
    List<Window> windows = new ArrayList<>();
    for (LocalDate day = span.from(); !day.isAfter(span.to()); day = day.plusDays(1)) {
      LocalDate open = day;
      if (windows.stream().noneMatch(w -> w.holds(open))) {
        LocalDate to = day.plusDays(random.nextInt(1, 6));
        boolean earlier = random.nextInt(4) == 0 && day.isAfter(span.from());
        windows.add(
            new Window(earlier ? day.minusDays(1) : day, to.isAfter(span.to()) ? span.to() : to));
      }
    }
    for (int i = windows.size() - 1; i > 0; i--) {
      Window other = windows.set(random.nextInt(i + 1), windows.get(i));
      windows.set(i, other);
    }
    return List.copyOf(windows);
  }

  private Window window() {
    int days = (int) (span.to().toEpochDay() - span.from().toEpochDay()) + 1;
    int first = random.nextInt(days);
    int last = first + random.nextInt(Math.min(3, days - first));
    return new Window(span.from().plusDays(first), span.from().plusDays(last));
  }

  private int shards() {
    return random.nextInt(3) == 0 ? random.nextInt(1, 8) : 1;
  }

  private String someRun() {
    return runs.get(random.nextInt(runs.size()));
  }

  private String someTable() {
    List<String> tables = new ArrayList<>();
    for (EntityShape entity : shape.entities()) {
      if (entity.main()) {
        tables.add(entity.mainTable());
      }
      if (entity.kids()) {
        tables.add(entity.kidsTable());
      }
    }
    shape.golds().forEach(g -> tables.add(g.name()));
    return tables.get(random.nextInt(tables.size()));
  }

  /** Rather a whole table that others see a slice of. */
  private String someTableAlone() {
    return shape.golds().stream()
        .filter(g -> g instanceof Gold.Sliced && random.nextBoolean())
        .map(g -> ((Gold.Sliced) g).whole())
        .findFirst()
        .orElseGet(this::someTable);
  }

  private String id(String kind) {
    ids++;
    return kind + ids;
  }
}
