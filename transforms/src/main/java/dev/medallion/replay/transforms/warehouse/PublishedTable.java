package dev.medallion.replay.transforms.warehouse;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table that has published partitions.
 *
 * @param table how they are cut
 * @param model whose they are
 * @param zone of their days
 * @param entity whose rows it has; empty: it is computed from other tables
 * @param isThere false: somebody dropped it since
 */
public record PublishedTable(
    TableRef table, String model, ZoneId zone, Optional<EntityRef> entity, boolean isThere) {

  /** One that a model wants to publish. */
  public static PublishedTable wanted(
      TableRef table, String model, ZoneId zone, Optional<EntityRef> entity) {
    return new PublishedTable(table, model, zone, entity, true);
  }

  /** What a model would have to be for its partitions to be these; empty if it is. */
  public Optional<String> misfit(PublishedTable other) {
    TableRef wanted = other.table();
    List<String> misfits = new ArrayList<>();
    if (!model.equals(other.model())) {
      misfits.add("model %s, not %s".formatted(model, other.model()));
    }
    if (!table.schema().equals(wanted.schema())) {
      misfits.add("layer %s, not %s".formatted(table.schema(), wanted.schema()));
    }
    if (table.grain() != wanted.grain()) {
      misfits.add("grain %s, not %s".formatted(text(table), text(wanted)));
    } else if (!table.partitionColumn().equals(wanted.partitionColumn())) {
      misfits.add(
          "partition column %s, not %s"
              .formatted(table.partitionColumn(), wanted.partitionColumn()));
    }
    if (!table.partitionColumn().isEmpty()
        && !wanted.partitionColumn().isEmpty()
        && !zone.equals(other.zone())) {
      misfits.add("days of %s, not %s".formatted(zone, other.zone()));
    }
    Optional<String> ofEntity = entity.flatMap(e -> other.entity().flatMap(e::misfit));
    ofEntity.ifPresent(misfits::add);
    return misfits.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s was published with %s, so its partitions would change their meaning. %s in the model and replay all of it, or publish to a new warehouse"
                .formatted(
                    table.qualifiedName(),
                    String.join("; with ", misfits),
                    ofEntity.isPresent()
                        ? "Give the entity and its tables other names"
                        : "Give the table another name"));
  }

  private static String text(TableRef table) {
    return table.grain().name().toLowerCase(java.util.Locale.ROOT);
  }
}
