package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.storage.Address;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Whether anything of an entity arrived on a day, also on one that the run does not read. */
public final class DayArrivals {
  private final Model model;
  private final Map<String, Address> roots;

  public DayArrivals(Model model, Map<String, Address> roots) {
    this.model = model;
    this.roots = roots;
  }

  /**
   * Lists that day.
   *
   * @throws UncheckedIOException where a folder exists and can't be listed
   */
  public boolean any(Entity entity, LocalDate day) {
    return model.sourcesOf(entity).stream().anyMatch(source -> any(source, entity, day));
  }

  private boolean any(Source source, Entity entity, LocalDate day) {
    EntityRoutes routes = new EntityRoutes(model, source);
    ObjectStore store = StoredObjects.of(roots.get(source.name()));
    try {
      return new ObjectLister(store, source)
              .list(new ListingTask(source.name(), List.of(day), EntityRoutes.only(entity)))
              .objects()
              .stream()
              .anyMatch(o -> routes.entity(o.columns()).filter(entity::equals).isPresent());
    } catch (ObjectUnreadableException e) {
      throw new UncheckedIOException(e);
    }
  }
}
