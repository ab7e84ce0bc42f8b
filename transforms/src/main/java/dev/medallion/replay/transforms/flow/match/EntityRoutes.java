package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which entity the records of an object are events of, told by its path alone. */
public final class EntityRoutes {
  private final List<Entity> entities;

  public EntityRoutes(Model model, Source source) {
    this.entities =
        model.contracts().stream()
            .filter(e -> e.isFrom(source.name()))
            // The narrower entity is asked first.
            .sorted(Comparator.comparingInt((Entity e) -> -e.where().size()))
            .toList();
  }

  /** The entity; none where the path names one that the model does not know. */
  public Optional<Entity> entity(Map<String, String> columns) {
    return entities.stream()
        .filter(
            e ->
                e.where().entrySet().stream()
                    .allMatch(w -> w.getValue().equals(columns.get(w.getKey()))))
        .findFirst();
  }

  /** The name of that entity, {@link DeadLetter#UNKNOWN_ENTITY} where there is none. */
  public String entityName(Map<String, String> columns) {
    return entity(columns).map(Entity::name).orElse(DeadLetter.UNKNOWN_ENTITY);
  }

  /** The path columns by which entities are told apart, in order. */
  public SortedSet<String> columns() {
    return entities.stream()
        .flatMap(e -> e.where().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The entities that are read without bound. */
  public List<Entity> fullHistory() {
    return entities.stream().filter(Entity::fullHistory).toList();
  }

  /** Whether any object of a bounded range may be wanted: an entity's, or an unknown one's. */
  public boolean isBounded() {
    return entities.stream().anyMatch(e -> !e.fullHistory());
  }

  /** The path column values that narrow a listing down to one entity. */
  public static Map<String, Set<String>> only(Entity entity) {
    Map<String, Set<String>> only = new HashMap<>();
    entity.where().forEach((column, value) -> only.put(column, new HashSet<>(Set.of(value))));
    return only;
  }
}
