package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.pipelines.suite.anymodel.Deed.Window;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the tables hold once every day was replayed with all there is, read straight off the lake's
 * records. It shares nothing with the pipeline.
 */
final class PlainReading {
  private final Shape shape;
  private final Collection<LakeObject> lake;
  private final Predicate<String> corrected;
  private final Window window;

  /**
   * A reading.
   *
   * @param corrected whether a bad record was corrected, by {@code <object>#<position>}
   * @param window whole partitions
   */
  PlainReading(
      Shape shape, Collection<LakeObject> lake, Predicate<String> corrected, Window window) {
    this.shape = shape;
    this.lake = lake;
    this.corrected = corrected;
    this.window = window;
  }

  /** Days widened to whole partitions. */
  static Window whole(Shape shape, Window window) {
    return shape.hasMonths()
        ? new Window(
            window.from().withDayOfMonth(1),
            window.to().withDayOfMonth(window.to().lengthOfMonth()))
        : window;
  }

  /** A version that won, on its day. */
  record Winner(Rec rec, LocalDate day) {}

  /** The rows of the tables of entities, by {@code layer.name}. */
  SortedMap<String, List<Row>> silver() {
    SortedMap<String, List<Row>> all = new TreeMap<>();
    silverByName().forEach((name, rows) -> all.put("silver." + name, rows));
    return all;
  }

  /** Every table's rows, by {@code layer.name}; none of a table without rows. */
  SortedMap<String, List<Row>> tables() {
    SortedMap<String, List<Row>> all = silver();
    Map<String, List<Row>> seen = silverByName();
    for (Gold gold : shape.golds()) {
      List<Row> rows = new ArrayList<>();
      partitions(gold.grain()).forEach(p -> rows.addAll(PlainGold.rows(gold, seen, p)));
      seen.put(gold.name(), rows);
      all.put("gold." + gold.name(), rows);
    }
    all.values().removeIf(List::isEmpty);
    return all;
  }

  private Map<String, List<Row>> silverByName() {
    Map<String, List<Row>> silver = new HashMap<>();
    for (EntityShape entity : shape.entities()) {
      List<Winner> winners = winners(entity);
      if (entity.main()) {
        silver.put(entity.mainTable(), mainRows(entity, winners));
      }
      if (entity.kids()) {
        silver.put(entity.kidsTable(), winners.stream().flatMap(w -> kids(w).stream()).toList());
      }
    }
    return silver;
  }

  private List<LocalDate> partitions(Grain grain) {
    return window
        .from()
        .datesUntil(window.to().plusDays(1))
        .map(d -> PlainGold.partition(grain, d))
        .distinct()
        .toList();
  }

  /** The latest version of each entity that is no deletion, if its day lies in the window. */
  private List<Winner> winners(EntityShape entity) {
    List<Winner> winners = new ArrayList<>();
    for (Winner winner : all(entity)) {
      if (entity.grain() == Grain.NONE || window.holds(winner.day())) {
        winners.add(winner);
      }
    }
    return winners;
  }

  private List<Winner> all(EntityShape entity) {
    Map<String, List<Placed>> byId = new TreeMap<>();
    for (Placed version : versions(entity)) {
      byId.computeIfAbsent(version.rec().id(), id -> new ArrayList<>()).add(version);
    }
    List<Winner> winners = new ArrayList<>();
    byId.values().forEach(v -> winner(entity, v).ifPresent(winners::add));
    return winners;
  }

  private Optional<Winner> winner(EntityShape entity, List<Placed> versions) {
    versions.sort(Placed.order(entity));
    Optional<LocalDate> last = Optional.empty();
    Optional<Winner> winner = Optional.empty();
    for (Placed version : versions) {
      // A deletion that names no day lies on that of what it deletes; of nothing, it is none.
      Optional<LocalDate> own = version.rec().businessDay(entity, shape.zone());
      Optional<LocalDate> day = own.isPresent() ? own : last;
      if (day.isPresent() && isInside(shape, entity, day.get(), version.arrival())) {
        last = day;
        winner =
            version.rec().deleted()
                ? Optional.empty()
                : Optional.of(new Winner(version.rec(), day.get()));
      }
    }
    return winner;
  }

  /** What arrived outside its own partition's range never enters it. */
  static boolean isInside(Shape shape, EntityShape entity, LocalDate day, LocalDate arrival) {
    if (entity.full()) {
      return true;
    }
    boolean month = entity.grain() == Grain.MONTH;
    LocalDate first = month ? day.withDayOfMonth(1) : day;
    LocalDate last = month ? day.withDayOfMonth(day.lengthOfMonth()) : day;
    return !arrival.isBefore(first.minusDays(Shape.BEFORE))
        && !arrival.isAfter(last.plusDays(shape.after()));
  }

  private List<Placed> versions(EntityShape entity) {
    List<Placed> versions = new ArrayList<>();
    for (LakeObject object : lake) {
      if (object.entity().equals(entity.name())) {
        String path = object.path(shape);
        for (int i = 0; i < object.records().size(); i++) {
          Rec rec = object.records().get(i);
          if (!rec.bad() || corrected.test(path + "#" + i)) {
            versions.add(new Placed(rec, object.arrival(), path, i));
          }
        }
      }
    }
    return versions;
  }

  private List<Row> mainRows(EntityShape entity, List<Winner> winners) {
    List<Row> rows = new ArrayList<>();
    for (Winner winner : winners) {
      if (!entity.filters() || winner.rec().val() >= 0) {
        rows.add(main(winner));
      }
    }
    return switch (entity.rogue()) {
      case NONE -> rows;
      case WINDOW ->
          rows.stream()
              .map(r -> r.with("extra", rows.stream().filter(o -> o.day().equals(r.day())).count()))
              .toList();
      case OTHER_KEY -> extra(rows, "ref", all(entity));
      case OTHER_ENTITY -> extra(rows, "id", all(shape.other(entity).orElseThrow()));
    };
  }

  private static List<Row> extra(List<Row> rows, String by, List<Winner> others) {
    return rows.stream()
        .map(
            r ->
                r.with(
                    "extra",
                    others.stream()
                        .filter(o -> o.rec().id().equals(r.get(by)))
                        .map(o -> o.rec().val())
                        .max(Comparator.naturalOrder())
                        .orElse(null)))
        .toList();
  }

  static Row main(Winner winner) {
    Rec rec = winner.rec();
    String ref = rec.ref().isEmpty() ? null : rec.ref();
    return Row.of("id", rec.id(), "day", winner.day(), "val", rec.val(), "ref", ref);
  }

  static List<Row> kids(Winner winner) {
    Rec rec = winner.rec();
    return rec.kids().stream()
        .map(n -> Row.of("id", rec.id(), "day", winner.day(), "n", n, "amt", rec.amount(n)))
        .toList();
  }

  /** Records that can't be read, as {@code <object>#<position>}. */
  List<String> dead() {
    List<String> dead = new ArrayList<>();
    for (LakeObject object : lake) {
      EntityShape entity = shape.entity(object.entity());
      LocalDate from = window.from().minusDays(Shape.BEFORE);
      LocalDate to = window.to().plusDays(shape.after());
      boolean read =
          entity.full() || (!object.arrival().isBefore(from) && !object.arrival().isAfter(to));
      for (int i = 0; read && i < object.records().size(); i++) {
        String place = object.path(shape) + "#" + i;
        if (object.records().get(i).bad() && !corrected.test(place)) {
          dead.add(shape.source(entity) + "|" + place);
        }
      }
    }
    dead.sort(null);
    return dead;
  }
}
