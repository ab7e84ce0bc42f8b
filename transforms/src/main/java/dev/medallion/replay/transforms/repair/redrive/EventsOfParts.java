package dev.medallion.replay.transforms.repair.redrive;

import dev.medallion.replay.transforms.flow.match.EntityRoutes;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectStore;
import dev.medallion.replay.transforms.flow.match.ObjectUnreadableException;
import dev.medallion.replay.transforms.flow.match.Pinning;
import dev.medallion.replay.transforms.flow.match.StoredObjects;
import dev.medallion.replay.transforms.flow.read.ObjectReadFailure;
import dev.medallion.replay.transforms.flow.read.RecordReader;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.PathTemplate;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.run.RunSpec;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The business days of parts, which have none of their own: those of the events in their folder.
 */
final class EventsOfParts {
  private final Model model;
  private final RunSpec run;
  private final Redecoder redecoder;

  EventsOfParts(Model model, RunSpec run, Redecoder redecoder) {
    this.model = model;
    this.run = run;
    this.redecoder = redecoder;
  }

  /**
   * The days of the events beside a part.
   *
   * @param name of the part; of anything else there are no days
   * @param path of the object that it stands in
   * @return none where no event can be read
   */
  SortedSet<LocalDate> days(String source, String name, String path) {
    SortedSet<LocalDate> days = new TreeSet<>();
    Optional<Entity> event =
        model.entities().stream()
            .filter(e -> e.parts().stream().anyMatch(p -> p.name().equals(name)))
            .findFirst();
    if (event.isPresent() && redecoder.knows(source)) {
      try {
        read(event.get(), model.sources().get(source), path, days);
      } catch (ObjectUnreadableException e) {
        // Its folder is gone; the caller has another day to try.
      }
    }
    return days;
  }

  private void read(Entity event, Source source, String path, Set<LocalDate> days)
      throws ObjectUnreadableException {
    ObjectStore store = StoredObjects.of(run.roots().get(source.name()));
    EntityRoutes routes = new EntityRoutes(model, source);
    String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    for (ObjectStore.Entry entry : store.list(folder)) {
      String beside = folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
      Optional<Map<String, String>> columns =
          entry.folder() ? Optional.empty() : source.path().match(beside);
      if (columns.flatMap(routes::entity).filter(event::equals).isPresent()) {
        read(store, source, beside, columns.get(), days);
      }
    }
  }

  private void read(
      ObjectStore store,
      Source source,
      String path,
      Map<String, String> columns,
      Set<LocalDate> days) {
    LocalDate arrived =
        source.isDated()
            ? LocalDate.parse(columns.get(PathTemplate.ARRIVAL_DATE))
            : LocalDate.EPOCH;
    try {
      ObjectRef object =
          Pinning.pin(
              store, new ObjectRef(source.name(), store.uri(path), path, "", 0, arrived, columns));
      redecoder
          .records(source.name())
          .decodeAll(
              object,
              new RecordReader(store),
              (outcome, own, position) -> redecoder.day(outcome).ifPresent(days::add));
    } catch (ObjectUnreadableException | ObjectReadFailure e) {
      // A dead letter of its own says so.
    }
  }
}
