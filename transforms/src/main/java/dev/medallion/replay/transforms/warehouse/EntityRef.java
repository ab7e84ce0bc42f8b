package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Model;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The entity whose rows a table has, or whose versions a ledger has, as far as what is published
 * depends on it.
 *
 * @param ledger as the warehouse names it, e.g. {@code ledger.charge}
 * @param source that its records are read from: ledger, corrections and dead letters name it;
 *     several are joined by commas
 * @param key what tells entities apart
 * @param latestBy the order of its versions, as the model writes it, e.g. {@code -received_ts}
 */
public record EntityRef(String ledger, String source, List<String> key, List<String> latestBy)
    implements Serializable {

  /** Those of a model, by the names that the warehouse gives to tables and ledgers. */
  public static SortedMap<String, EntityRef> of(Model model) {
    SortedMap<String, EntityRef> entities = new TreeMap<>();
    model
        .ledgers()
        .forEach(l -> entities.put(TableRef.of(l).qualifiedName(), of(model, l.entity())));
    for (EntityTable table : model.entityTables()) {
      entities.put(
          TableRef.of(table).qualifiedName(), of(model, model.ledger(table.entity()).entity()));
    }
    return entities;
  }

  /** The names of the sources. */
  public List<String> sources() {
    return List.of(source.split(",", -1));
  }

  private static EntityRef of(Model model, Entity entity) {
    return new EntityRef(
        TableRef.of(model.ledger(entity.name())).qualifiedName(),
        String.join(",", entity.sources()),
        entity.key(),
        entity.latestBy().stream().map(t -> (t.descending() ? "-" : "") + t.column()).toList());
  }

  /**
   * What keeps a model's entity from being compared with the published one; empty: nothing. Terms
   * may be added at the end: they decide only between versions that were equal before.
   */
  Optional<String> misfit(EntityRef wanted) {
    if (!ledger.equals(wanted.ledger())) {
      return Optional.of("versions in %s, not %s".formatted(ledger, wanted.ledger()));
    }
    if (!wanted.sources().containsAll(sources())) {
      return Optional.of("records of source %s, not %s".formatted(source, wanted.source()));
    }
    if (!key.equals(wanted.key())) {
      return Optional.of("entity key %s, not %s".formatted(key, wanted.key()));
    }
    boolean begins =
        wanted.latestBy().size() >= latestBy.size()
            && wanted.latestBy().subList(0, latestBy.size()).equals(latestBy);
    return begins
        ? Optional.empty()
        : Optional.of("latest_by %s, not %s".formatted(latestBy, wanted.latestBy()));
  }
}
