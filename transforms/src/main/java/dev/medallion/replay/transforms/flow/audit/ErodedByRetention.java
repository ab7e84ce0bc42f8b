package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * No partition's arrival range begins before the retention: its first objects may have been
 * deleted, and a replay of the remaining objects could delete good rows.
 */
final class ErodedByRetention extends NamedAudit<AuditFacts> {
  public ErodedByRetention() {
    super("eroded", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    List<Observation> found = new ArrayList<>();
    for (EntityTable table : facts.model().entityTables()) {
      Entity entity = facts.model().entity(table.entity());
      if (entity.fullHistory() || !facts.run().publishes(table.name())) {
        continue;
      }
      for (Source source : facts.model().sourcesOf(entity)) {
        facts.run().scope().partitions(table.grain()).stream()
            .filter(partition -> facts.ranges().isEroded(source, table.grain(), partition))
            .map(partition -> observation(facts, table, source, partition))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static Observation observation(
      AuditFacts facts, EntityTable table, Source source, String partition) {
    return new Observation(
        table.name(),
        partition,
        1,
        "its objects may have arrived since %s, but source %s keeps only %s, so some may be deleted"
            .formatted(
                facts.ranges().ofPartition(source, table.grain(), partition).from(),
                source.name(),
                source.retention().orElseThrow()),
        "replay later days, or, if you know that all objects exist, --allow=eroded:%s/%s"
            .formatted(table.name(), partition));
  }
}
