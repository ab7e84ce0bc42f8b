package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType.Kind;
import dev.medallion.replay.transforms.model.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells events of scopes that a run does not name, before SQL has seen them. */
public final class EventScopes {
  /** Of values of other types SQL makes the text. */
  private static final Set<Kind> TEXT_IS_PLAIN = Set.of(Kind.STRING, Kind.INT64);

  private final Model model;
  private final List<String> named;
  private final Map<String, Optional<Integer>> slots = new HashMap<>();

  /**
   * The scopes of a run.
   *
   * @param named empty: all
   */
  public EventScopes(Model model, List<String> named) {
    this.model = model;
    this.named = named;
  }

  /** Whether the run surely leaves the rows of an event's entity as they are. */
  public boolean leaves(Decoded event) {
    return !named.isEmpty()
        && slot(event.entity())
            .map(slot -> !named.contains(String.valueOf(event.values()[slot])))
            .orElse(false);
  }

  private Optional<Integer> slot(Entity entity) {
    return slots.computeIfAbsent(
        entity.name(),
        name ->
            model
                .streamOf(name)
                .scope()
                .flatMap(entity::field)
                .filter(field -> TEXT_IS_PLAIN.contains(field.type().kind()))
                .map(Field::name)
                .map(entity::slot));
  }
}
