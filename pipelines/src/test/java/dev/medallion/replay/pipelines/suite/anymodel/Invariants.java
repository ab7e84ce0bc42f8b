package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.pipelines.suite.anymodel.Broken.Promise;
import dev.medallion.replay.pipelines.suite.anymodel.PlainReading.Winner;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What holds of a warehouse after every deed that ended well. */
final class Invariants {
  private final Shape shape;
  private final Map<Integer, Rec> byVal = new HashMap<>();

  Invariants(Schedule schedule) {
    this.shape = schedule.shape();
    schedule.everything().stream()
        .flatMap(o -> o.records().stream())
        .forEach(r -> byVal.put(Math.abs(r.val()), r));
  }

  /** No key twice, and no entity on two days. */
  void once(Sight sight) throws Broken {
    for (EntityShape entity : shape.entities()) {
      if (entity.main()) {
        unique(entity.mainTable(), sight.rows(entity.mainTable()), List.of("id"));
      }
      if (entity.kids()) {
        List<Row> kids = sight.rows(entity.kidsTable());
        unique(entity.kidsTable(), kids, List.of("id", "n"));
        Set<String> places =
            kids.stream().map(r -> r.get("id") + " on " + r.get("day")).collect(Collectors.toSet());
        long ids = kids.stream().map(r -> r.get("id")).distinct().count();
        if (places.size() > ids) {
          throw new Broken(
              Promise.ONCE,
              entity.kidsTable() + " has children of one entity on two days: " + kids);
        }
      }
    }
  }

  private static void unique(String table, List<Row> rows, List<String> key) throws Broken {
    Set<List<String>> seen = new HashSet<>();
    for (Row row : rows) {
      if (!seen.add(key.stream().map(row::get).toList())) {
        throw new Broken(Promise.ONCE, table + " has a key twice: " + rows);
      }
    }
  }

  /** Each row is one of a version that was in the lake at some time, and all its children are. */
  void trueRows(Sight sight) throws Broken {
    for (EntityShape entity : shape.entities()) {
      for (Row row : sight.rows(entity.mainTable())) {
        Rec rec = byVal.get((int) Math.abs(row.number("val")));
        Optional<LocalDate> day = day(entity, rec);
        if (rec == null
            || !row.text()
                .equals(PlainReading.main(new Winner(rec, day.orElse(row.day()))).text())) {
          if (!entity.isRogue()) {
            throw new Broken(
                Promise.TRUE_ROWS, entity.mainTable() + " has " + row + ", which no version gives");
          }
        }
      }
      Map<String, List<Row>> kids =
          sight.rows(entity.kidsTable()).stream().collect(Collectors.groupingBy(r -> r.get("id")));
      for (List<Row> rows : kids.values()) {
        Rec rec = byVal.get(valOfKid(rows.get(0)));
        List<String> expected =
            rec == null
                ? List.of()
                : texts(
                    PlainReading.kids(new Winner(rec, day(entity, rec).orElse(rows.get(0).day()))));
        if (!texts(rows).equals(expected)) {
          throw new Broken(
              Promise.TRUE_ROWS, entity.kidsTable() + " has " + rows + ", which no version gives");
        }
      }
    }
  }

  private Optional<LocalDate> day(EntityShape entity, Rec rec) {
    return rec == null ? Optional.empty() : rec.businessDay(entity, shape.zone());
  }

  private static List<String> texts(Collection<Row> rows) {
    return rows.stream().map(Row::text).sorted().toList();
  }

  private static int valOfKid(Row row) {
    return new BigDecimal(row.get("amt")).setScale(0, RoundingMode.FLOOR).intValueExact();
  }

  /** Every published partition of gold is what its SQL says of the silver beside it. */
  void goldOfSilver(Sight sight, boolean takenBack) throws Broken {
    for (Gold gold : shape.golds()) {
      for (String place : sight.partitions()) {
        if (!place.startsWith(gold.name() + "/")) {
          continue;
        }
        String value = place.substring(gold.name().length() + 1);
        LocalDate first = first(gold.grain(), value);
        List<String> there =
            texts(sight.rows(gold.name()).stream().filter(r -> lies(gold, r, first)).toList());
        List<String> expected = texts(PlainGold.rows(gold, sight.tables(), first));
        boolean isAbsent = there.isEmpty() && takenBack;
        if (!there.equals(expected) && !isAbsent) {
          throw new Broken(
              Promise.GOLD_OF_SILVER,
              place + " is " + there + ", and of the published silver " + expected);
        }
      }
    }
  }

  private static LocalDate first(Grain grain, String partition) {
    return switch (grain) {
      case NONE -> LocalDate.EPOCH;
      case MONTH -> LocalDate.parse(partition + "-01");
      default -> LocalDate.parse(partition);
    };
  }

  private static boolean lies(Gold gold, Row row, LocalDate first) {
    return gold.grain() == Grain.NONE || row.get(gold.column()).equals(first.toString());
  }

  /**
   * What is published of an entity got no older, and went for something newer only.
   *
   * @param there what is there now and has arrived; copies in it say how new a version is
   * @param lake what was ever there by now, and was not changed since
   */
  void neverOlder(
      Sight before, Sight after, Collection<LakeObject> there, Collection<LakeObject> lake)
      throws Broken {
    for (EntityShape entity : shape.entities()) {
      Map<String, Integer> had = versions(entity, before);
      Map<String, Integer> has = versions(entity, after);
      for (Map.Entry<String, Integer> old : had.entrySet()) {
        Integer now = has.get(old.getKey());
        if (now != null && now.equals(old.getValue())) {
          continue;
        }
        List<Placed> places = places(entity, old.getKey(), lake);
        Optional<Placed> was =
            newest(entity, places(entity, old.getKey(), there), old.getValue())
                .or(() -> newest(entity, places, old.getValue()));
        if (was.isEmpty()) {
          continue;
        }
        boolean fine =
            places.stream()
                .filter(p -> Placed.order(entity).compare(p, was.get()) > 0)
                .anyMatch(p -> now == null || p.rec().val() == now || -p.rec().val() == now);
        if (!fine) {
          throw new Broken(
              Promise.NEVER_OLDER,
              entity.name()
                  + " "
                  + old.getKey()
                  + " was version "
                  + was.get().rec()
                  + (now == null ? ", and is gone" : ", and is " + now));
        }
      }
    }
  }

  /**
   * An entity that a run takes out of its window, though it read it on another day that is
   * published, is there now.
   *
   * @param read the tables, by what the run read alone
   */
  void neverLost(Sight before, Sight after, Map<String, List<Row>> read) throws Broken {
    for (EntityShape entity : shape.entities()) {
      for (String table : List.of(entity.mainTable(), entity.kidsTable())) {
        Set<String> gone = ids(before.rows(table));
        gone.removeAll(ids(after.rows(table)));
        for (Row row : read.getOrDefault("silver." + table, List.of())) {
          String place = table + "/" + entity.grain().valueOf(row.day());
          if (gone.contains(row.get("id")) && after.partitions().contains(place)) {
            throw new Broken(
                Promise.NEVER_LOST, place + " lacks " + row + ", which is nowhere any more");
          }
        }
      }
    }
  }

  private static Set<String> ids(Collection<Row> rows) {
    return rows.stream().map(r -> r.get("id")).collect(Collectors.toCollection(HashSet::new));
  }

  /** A copy that came too late for the version's day was read by nobody. */
  private Optional<Placed> newest(EntityShape entity, List<Placed> places, int val) {
    return places.stream()
        .filter(p -> Math.abs(p.rec().val()) == val)
        .filter(
            p ->
                day(entity, p.rec()).stream()
                    .allMatch(d -> PlainReading.isInside(shape, entity, d, p.arrival())))
        .max(Placed.order(entity));
  }

  private List<Placed> places(EntityShape entity, String id, Collection<LakeObject> lake) {
    List<Placed> places = new ArrayList<>();
    for (LakeObject object : lake) {
      for (int i = 0; object.entity().equals(entity.name()) && i < object.records().size(); i++) {
        Rec rec = object.records().get(i);
        if (rec.id().equals(id)) {
          places.add(new Placed(rec, object.arrival(), object.path(shape), i));
        }
      }
    }
    return places;
  }

  /** The version that is published of each entity, by its value. */
  private static Map<String, Integer> versions(EntityShape entity, Sight sight) {
    Map<String, Integer> versions = new HashMap<>();
    sight.rows(entity.kidsTable()).forEach(r -> versions.put(r.get("id"), valOfKid(r)));
    sight
        .rows(entity.mainTable())
        .forEach(r -> versions.put(r.get("id"), (int) Math.abs(r.number("val"))));
    return versions;
  }
}
