package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.pipelines.suite.anymodel.Schedule.Stage;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.Rogue;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.Second;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.Sources;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.VersionType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Schedules with one thing less, those that lack most first. */
final class Smaller {
  private final Schedule schedule;
  private final List<Schedule> smaller = new ArrayList<>();

  private Smaller(Schedule schedule) {
    this.schedule = schedule;
  }

  static List<Schedule> than(Schedule schedule) {
    Smaller all = new Smaller(schedule);
    all.models();
    all.closing();
    all.deeds();
    all.objects();
    all.records();
    all.features();
    return all.smaller;
  }

  private void models() {
    Shape shape = schedule.shape();
    for (Gold gold : shape.golds()) {
      boolean isRead = shape.golds().stream().anyMatch(g -> g.inputs().contains(gold.name()));
      if (!isRead && doesNotName(gold.name())) {
        add(
            new Shape(
                shape.zone(),
                shape.sources(),
                shape.after(),
                shape.oneStream(),
                shape.entities(),
                shape.golds().stream().filter(g -> g != gold).toList()));
      }
    }
    if (shape.entities().size() == 2 && shape.golds().isEmpty()) {
      for (EntityShape entity : shape.entities()) {
        EntityShape kept = shape.other(entity).orElseThrow();
        if (kept.rogue() != Rogue.OTHER_ENTITY
            && doesNotName(entity.mainTable())
            && doesNotName(entity.kidsTable())) {
          Schedule without =
              stages(
                  s ->
                      new Stage(
                          s.asOf(),
                          s.arrivals().stream()
                              .filter(o -> !o.entity().equals(entity.name()))
                              .toList(),
                          s.deeds().stream().filter(d -> !isOf(d, entity.name())).toList()));
          smaller.add(
              without.with(
                  new Shape(
                      shape.zone(), Sources.OWN, shape.after(), false, List.of(kept), List.of())));
        }
      }
    }
  }

  private static boolean isOf(Deed deed, String entity) {
    return (deed instanceof Deed.Vanish v && v.object().entity().equals(entity))
        || (deed instanceof Deed.Spoil s && s.object().entity().equals(entity))
        || (deed instanceof Deed.Restore r && r.object().entity().equals(entity))
        || (deed instanceof Deed.Change c && c.after().entity().equals(entity));
  }

  private boolean doesNotName(String table) {
    return schedule.stages().stream()
        .flatMap(s -> s.deeds().stream())
        .noneMatch(
            d ->
                (d instanceof Deed.ByHand h && h.table().equals(table))
                    || (d instanceof Deed.Run r && r.tables().equals(table))
                    || (d instanceof Deed.Breaks b && b.run().tables().equals(table)));
  }

  private void closing() {
    if (schedule.closing().size() > 1) {
      smaller.add(schedule.withClosing(List.of(schedule.span())));
    }
  }

  private void deeds() {
    for (int i = 0; i < schedule.stages().size(); i++) {
      Stage stage = schedule.stages().get(i);
      for (Deed deed : stage.deeds()) {
        replace(i, stage, stage.arrivals(), without(stage.deeds(), deed));
      }
      if (i < schedule.stages().size() - 1 && stage.deeds().isEmpty()) {
        Stage next = schedule.stages().get(i + 1);
        List<LakeObject> both = new ArrayList<>(stage.arrivals());
        both.addAll(next.arrivals());
        List<Stage> stages = new ArrayList<>(schedule.stages());
        stages.remove(i);
        stages.set(i, new Stage(next.asOf(), List.copyOf(both), next.deeds()));
        smaller.add(schedule.withStages(stages));
      }
    }
  }

  private void objects() {
    for (int i = 0; i < schedule.stages().size(); i++) {
      Stage stage = schedule.stages().get(i);
      for (LakeObject object : stage.arrivals()) {
        replace(i, stage, without(stage.arrivals(), object), stage.deeds());
      }
    }
  }

  private void records() {
    for (int i = 0; i < schedule.stages().size(); i++) {
      Stage stage = schedule.stages().get(i);
      for (LakeObject object : stage.arrivals()) {
        if (object.records().size() > 1) {
          for (Rec rec : object.records()) {
            List<LakeObject> arrivals = new ArrayList<>(stage.arrivals());
            arrivals.set(arrivals.indexOf(object), object.with(without(object.records(), rec)));
            replace(i, stage, arrivals, stage.deeds());
          }
        }
      }
    }
  }

  private void features() {
    Shape shape = schedule.shape();
    if (!shape.zone().getId().equals("UTC")) {
      add(
          new Shape(
              ZoneId.of("UTC"),
              shape.sources(),
              shape.after(),
              shape.oneStream(),
              shape.entities(),
              shape.golds()));
    }
    for (EntityShape e : shape.entities()) {
      if (e.second() != Second.NONE) {
        entity(
            e,
            x ->
                copy(
                    x,
                    x.grain(),
                    x.full(),
                    x.type(),
                    x.descending(),
                    Second.NONE,
                    x.instants(),
                    x.stable(),
                    x.filters(),
                    x.kids()));
      }
      if (e.type() != VersionType.INT64) {
        entity(
            e,
            x ->
                copy(
                    x,
                    x.grain(),
                    x.full(),
                    VersionType.INT64,
                    x.descending(),
                    x.second(),
                    x.instants(),
                    x.stable(),
                    x.filters(),
                    x.kids()));
      }
      if (e.descending()) {
        entity(
            e,
            x ->
                copy(
                    x,
                    x.grain(),
                    x.full(),
                    x.type(),
                    false,
                    x.second(),
                    x.instants(),
                    x.stable(),
                    x.filters(),
                    x.kids()));
      }
      if (e.instants()) {
        entity(
            e,
            x ->
                copy(
                    x,
                    x.grain(),
                    x.full(),
                    x.type(),
                    x.descending(),
                    x.second(),
                    false,
                    x.stable(),
                    x.filters(),
                    x.kids()));
      }
      if (e.stable()) {
        entity(
            e,
            x ->
                copy(
                    x,
                    x.grain(),
                    x.full(),
                    x.type(),
                    x.descending(),
                    x.second(),
                    x.instants(),
                    false,
                    x.filters(),
                    x.kids()));
      }
      if (e.filters()) {
        entity(
            e,
            x ->
                copy(
                    x,
                    x.grain(),
                    x.full(),
                    x.type(),
                    x.descending(),
                    x.second(),
                    x.instants(),
                    x.stable(),
                    false,
                    x.kids()));
      }
      if (e.grain() == Grain.MONTH) {
        entity(
            e,
            x ->
                copy(
                    x,
                    Grain.DAY,
                    x.full(),
                    x.type(),
                    x.descending(),
                    x.second(),
                    x.instants(),
                    x.stable(),
                    x.filters(),
                    x.kids()));
      }
      if (e.full() && e.grain() != Grain.NONE) {
        entity(
            e,
            x ->
                copy(
                    x,
                    x.grain(),
                    false,
                    x.type(),
                    x.descending(),
                    x.second(),
                    x.instants(),
                    x.stable(),
                    x.filters(),
                    x.kids()));
      }
      boolean kidsAreRead =
          shape.golds().stream().anyMatch(g -> g.inputs().contains(e.kidsTable()))
              || !doesNotName(e.kidsTable());
      if (e.kids() && e.main() && !kidsAreRead) {
        entity(
            e,
            x ->
                copy(
                    x,
                    x.grain(),
                    x.full(),
                    x.type(),
                    x.descending(),
                    x.second(),
                    x.instants(),
                    x.stable(),
                    x.filters(),
                    false));
      }
    }
  }

  private static EntityShape copy(
      EntityShape e,
      Grain grain,
      boolean full,
      VersionType type,
      boolean descending,
      Second second,
      boolean instants,
      boolean stable,
      boolean filters,
      boolean kids) {
    return new EntityShape(
        e.name(),
        grain,
        full,
        type,
        descending,
        second,
        instants,
        stable,
        filters,
        e.main(),
        kids,
        e.rogue());
  }

  private void entity(EntityShape entity, UnaryOperator<EntityShape> change) {
    Shape shape = schedule.shape();
    add(
        new Shape(
            shape.zone(),
            shape.sources(),
            shape.after(),
            shape.oneStream(),
            shape.entities().stream().map(e -> e.equals(entity) ? change.apply(e) : e).toList(),
            shape.golds()));
  }

  private void add(Shape shape) {
    smaller.add(schedule.with(shape));
  }

  private void replace(int i, Stage stage, List<LakeObject> arrivals, List<Deed> deeds) {
    List<Stage> stages = new ArrayList<>(schedule.stages());
    stages.set(i, new Stage(stage.asOf(), List.copyOf(arrivals), List.copyOf(deeds)));
    smaller.add(schedule.withStages(stages));
  }

  private Schedule stages(UnaryOperator<Stage> change) {
    return schedule.withStages(schedule.stages().stream().map(change).toList());
  }

  private static <T> List<T> without(List<T> all, T one) {
    List<T> rest = new ArrayList<>(all);
    rest.remove(one);
    return rest;
  }
}
