package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.Rogue;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.Second;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.Sources;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.VersionType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws a model. */
final class ModelDraw {
  /** The first two change their clocks at the end of March 2026, one of them at midnight. */
  private static final List<String> ZONES = List.of("Europe/Berlin", "Asia/Beirut", "UTC");

  private final SplittableRandom random;

  ModelDraw(SplittableRandom random) {
    this.random = random;
  }

  Shape draw() {
    boolean two = chance(70);
    List<EntityShape> entities = new ArrayList<>();
    boolean oneStream = two && chance(40);
    EntityShape first = entity("thing", false, two && oneStream);
    entities.add(first);
    if (two) {
      entities.add(entity("pay", chance(45), oneStream));
    }
    Sources sources = two ? pick(Sources.values()) : Sources.OWN;
    ZoneId zone = ZoneId.of(chance(60) ? "UTC" : ZONES.get(random.nextInt(ZONES.size())));
    return new Shape(
        zone, sources, chance(30) ? 1 : 3, oneStream, List.copyOf(entities), golds(entities));
  }

  private EntityShape entity(String name, boolean whole, boolean hasOther) {
    Grain grain = whole ? Grain.NONE : chance(14) ? Grain.MONTH : Grain.DAY;
    boolean kids = chance(30);
    boolean main = !kids || chance(60);
    Rogue rogue = Rogue.NONE;
    if (main && chance(12)) {
      rogue = List.of(Rogue.values()).get(random.nextInt(1, Rogue.values().length));
      if (rogue == Rogue.OTHER_ENTITY && !hasOther) {
        rogue = Rogue.OTHER_KEY;
      }
    }
    return new EntityShape(
        name,
        grain,
        whole || chance(20),
        chance(40) ? VersionType.INT64 : pick(VersionType.values()),
        chance(20),
        chance(60) ? Second.NONE : pick(Second.values()),
        chance(35),
        grain != Grain.NONE && chance(10),
        main && chance(30),
        main,
        kids,
        rogue);
  }

  private List<Gold> golds(List<EntityShape> entities) {
    List<Gold> golds = new ArrayList<>();
    EntityShape first = entities.get(0);
    if (chance(60)) {
      boolean ofKids = first.kids() && (!first.main() || chance(50));
      golds.add(
          new Gold.Daily(
              "daily",
              ofKids ? first.kidsTable() : first.mainTable(),
              ofKids ? "n" : "val",
              random.nextInt(3),
              random.nextInt(2),
              chance(40)));
      if (chance(45)) {
        golds.add(new Gold.Running("running", "daily", random.nextInt(3)));
      }
    }
    if (first.main() && chance(15)) {
      golds.add(new Gold.Monthly("monthly", first.mainTable(), "val"));
    }
    if (entities.size() == 2 && first.main()) {
      EntityShape second = entities.get(1);
      if (second.main() && second.grain() == Grain.NONE && chance(80)) {
        golds.add(new Gold.Sliced("named", first.mainTable(), second.mainTable()));
        if (chance(30)) {
          golds.add(new Gold.Whole("total", second.mainTable()));
        }
      } else if (second.main() && second.grain() != Grain.NONE && chance(70)) {
        golds.add(
            new Gold.Joined(
                "joined",
                first.mainTable(),
                second.mainTable(),
                random.nextInt(3),
                random.nextInt(2)));
      }
    }
    return List.copyOf(golds);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
