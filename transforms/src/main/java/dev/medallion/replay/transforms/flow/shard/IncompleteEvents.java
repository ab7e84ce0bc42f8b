package dev.medallion.replay.transforms.flow.shard;

import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.decode.Outcome.Dead;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectStore;
import dev.medallion.replay.transforms.flow.match.ObjectUnreadableException;
import dev.medallion.replay.transforms.flow.match.Pinning;
import dev.medallion.replay.transforms.flow.match.StoredObjects;
import dev.medallion.replay.transforms.flow.read.ObjectReadFailure;
import dev.medallion.replay.transforms.flow.read.RecordFormats;
import dev.medallion.replay.transforms.flow.read.RecordReader;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.run.RunSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The versions that lack a part that they need, as dead letters.
 *
 * <p>That is known only where all objects of a folder have met, and a shard holds no raw bytes: the
 * few objects concerned are read again.
 */
final class IncompleteEvents {
  private final DuckDbSession session;
  private final Model model;
  private final RunSpec run;
  private final Entity event;

  IncompleteEvents(DuckDbSession session, Model model, RunSpec run, Entity event) {
    this.session = session;
    this.model = model;
    this.run = run;
    this.event = event;
  }

  private record Place(
      String source, String path, String generation, LocalDate arrivalDate, long position) {
    Place ofObject() {
      return new Place(source, path, generation, arrivalDate, 0);
    }
  }

  /** One a version. */
  List<DeadLetter> letters() {
    Map<String, Place> objects = new TreeMap<>();
    Map<String, Map<Long, String>> missing = new TreeMap<>();
    session.query(
        """
        SELECT o._source, o._path, o._generation, o._arrival_date, r._position,
          string_agg(i.part, ', ' ORDER BY i.part)
        FROM %s i JOIN %s r ON r.rowid = i._event JOIN %s o ON o._object = r._object
        GROUP BY ALL ORDER BY ALL
        """
            .formatted(
                PartsOfEvents.incomplete(event),
                Sql.qualified(ShardSchemas.RAW, event.name()),
                Sql.qualified(ShardSchemas.SEEN, event.name())),
        row -> {
          Place place =
              new Place(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getObject(4, LocalDate.class),
                  row.getLong(5));
          String object = place.source() + "/" + place.path();
          objects.put(object, place.ofObject());
          missing
              .computeIfAbsent(object, o -> new TreeMap<>())
              .put(place.position(), row.getString(6));
          return place;
        });
    List<DeadLetter> letters = new ArrayList<>();
    objects.forEach((object, place) -> letters.addAll(read(place, missing.get(object))));
    return letters;
  }

  /** How many there are, by source and arrival date. */
  List<FateCount> fates() {
    return session.query(
        """
        SELECT o._source, o._arrival_date, count(DISTINCT i._event)
        FROM %s i JOIN %s r ON r.rowid = i._event JOIN %s o ON o._object = r._object
        GROUP BY ALL ORDER BY ALL
        """
            .formatted(
                PartsOfEvents.incomplete(event),
                Sql.qualified(ShardSchemas.RAW, event.name()),
                Sql.qualified(ShardSchemas.SEEN, event.name())),
        row ->
            new FateCount(
                row.getString(1),
                event.name(),
                row.getObject(2, LocalDate.class),
                Fate.MISSING_PART,
                row.getLong(3)));
  }

  private List<DeadLetter> read(Place place, Map<Long, String> missing) {
    Source source = model.sources().get(place.source());
    ObjectStore store = StoredObjects.of(run.roots().get(source.name()));
    List<DeadLetter> letters = new ArrayList<>();
    try {
      ObjectRef object = pinned(store, source, place);
      new RecordReader(store)
          .forEach(
              object,
              RecordFormats.of(model, source, run.session("UTC")),
              (record, position) -> {
                if (missing.containsKey(position)) {
                  letters.add(
                      dead(object, missing.get(position))
                          .toDeadLetter(object, position, record.bytes()));
                }
              });
    } catch (ObjectUnreadableException | ObjectReadFailure e) {
      throw changed(place, e);
    }
    return letters;
  }

  private Dead dead(ObjectRef object, String parts) {
    String folder = object.path().substring(0, object.path().lastIndexOf('/') + 1);
    return new Dead(
        Code.MISSING_PART,
        event.name(),
        "",
        "there is no usable "
            + parts
            + " of source "
            + object.source()
            + " in its folder "
            + folder);
  }

  private static ObjectRef pinned(ObjectStore store, Source source, Place place)
      throws ObjectUnreadableException {
    ObjectRef object =
        Pinning.pin(
            store,
            new ObjectRef(
                source.name(),
                store.uri(place.path()),
                place.path(),
                "",
                0,
                place.arrivalDate(),
                source.path().match(place.path()).orElseThrow()));
    if (!object.generation().equals(place.generation())) {
      throw new ObjectUnreadableException(
          place.path(), "its bytes changed between listing and reading");
    }
    return object;
  }

  private static IllegalStateException changed(Place place, Exception e) {
    return new IllegalStateException(
        place.path() + " was read, and can't be read again: " + e.getMessage() + "; run again", e);
  }
}
