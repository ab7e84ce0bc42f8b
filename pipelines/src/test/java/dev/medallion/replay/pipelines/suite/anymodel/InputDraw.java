package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** Draws the objects of each stage: what its entities' versions are, and when they arrive. */
final class InputDraw {
  private static final List<String> IDS = List.of("a", "b", "c", "d");

  private final SplittableRandom random;
  private final Shape shape;
  private final LocalDate from;
  private final int days;
  private final int stages;
  private final Map<Place, List<Rec>> objects = new TreeMap<>();
  private int lastVal;

  /** An object, before its records are known. */
  private record Place(int stage, String entity, LocalDate arrival, int split)
      implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::stage)
            .thenComparing(Place::entity)
            .thenComparing(Place::arrival)
            .thenComparingInt(Place::split);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }

    String name() {
      return "s" + stage + (split == 0 ? "a" : "b");
    }
  }

  InputDraw(SplittableRandom random, Shape shape, LocalDate from, int days, int stages) {
    this.random = random;
    this.shape = shape;
    this.from = from;
    this.days = days;
    this.stages = stages;
  }

  /** The objects of each stage. */
  List<List<LakeObject>> draw() {
    for (EntityShape entity : shape.entities()) {
      int ids = random.nextInt(2, IDS.size() + 1);
      IDS.subList(0, ids).forEach(id -> versions(entity, id));
    }
    List<List<LakeObject>> drawn = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      List<LakeObject> arrivals = new ArrayList<>();
      for (Map.Entry<Place, List<Rec>> object : objects.entrySet()) {
        Place place = object.getKey();
        if (place.stage() == stage) {
          arrivals.add(
              new LakeObject(
                  place.entity(), place.arrival(), place.name(), notAllDead(object.getValue())));
        }
      }
      drawn.add(List.copyOf(arrivals));
    }
    return drawn;
  }

  /** An object of several records that are all bad is another matter: it was not read. */
  private static List<Rec> notAllDead(List<Rec> records) {
    List<Rec> some = new ArrayList<>(records);
    if (some.size() > 1 && some.stream().allMatch(Rec::bad)) {
      some.set(0, some.get(0).without(false));
    }
    return List.copyOf(some);
  }

  private void versions(EntityShape entity, String id) {
    int count = random.nextInt(1, 5);
    int ver = random.nextInt(1, 10);
    int day = random.nextInt(days);
    int halfHours = random.nextInt(48);
    int stage = 0;
    for (int i = 0; i < count; i++) {
      boolean deleted = i > 0 && chance(22);
      if (i > 0 && !entity.stable() && chance(35)) {
        day = random.nextInt(days);
      }
      // Late in the evening it is another day elsewhere already.
      halfHours = entity.stable() ? halfHours : random.nextInt(48);
      boolean dayless = deleted && chance(35);
      int val = ++lastVal;
      Rec rec =
          new Rec(
              id,
              ver,
              random.nextInt(8, 12),
              dayless ? Optional.empty() : Optional.of(from.plusDays(day)),
              halfHours,
              deleted,
              entity.filters() && chance(25) ? -val : val,
              kids(entity),
              chance(60) ? IDS.get(random.nextInt(IDS.size())) : "",
              !deleted && chance(9));
      stage = chance(20) ? random.nextInt(stages) : Math.min(stages - 1, stage + random.nextInt(2));
      add(entity, rec, day, stage);
      if (chance(15)) {
        add(entity, rec, day, random.nextInt(stages));
      }
      ver += chance(15) ? 0 : chance(15) ? -1 : random.nextInt(1, 3);
    }
  }

  private void add(EntityShape entity, Rec rec, int day, int stage) {
    LocalDate arrival = from.plusDays(day + lag(entity));
    objects
        .computeIfAbsent(
            new Place(stage, entity.name(), arrival, chance(30) ? 1 : 0), p -> new ArrayList<>())
        .add(rec);
  }

  /** On time mostly; on the last day of the range, or the one before its own, or too late. */
  private int lag(EntityShape entity) {
    int drawn = random.nextInt(100);
    if (drawn < 50) {
      return 0;
    } else if (drawn < 65) {
      return 1;
    } else if (drawn < 77) {
      return shape.after();
    } else if (drawn < 88) {
      return -Shape.BEFORE;
    }
    return shape.after() + 1 + random.nextInt(entity.grain() == Grain.MONTH ? 20 : 3);
  }

  private List<Integer> kids(EntityShape entity) {
    if (!entity.kids()) {
      return List.of();
    }
    TreeSet<Integer> kids = new TreeSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      kids.add(random.nextInt(1, 4));
    }
    return List.copyOf(kids);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
