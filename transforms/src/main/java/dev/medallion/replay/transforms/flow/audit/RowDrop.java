package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.model.Limits;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import java.util.List;
import java.util.stream.Stream;

/**
 * A published partition loses neither all of its rows, nor many of them. Where a run replaces only
 * some scopes of it, {@link RowDropOfScope} asks that of each.
 */
final class RowDrop extends NamedAudit<AuditFacts> {
  public RowDrop() {
    super("row_drop", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    return facts.publishedTables().stream()
        .filter(t -> !facts.run().replacesPartOf(facts.model(), t))
        .flatMap(t -> facts.catalog().built(t.name()).stream())
        .flatMap(built -> drop(facts, built).stream())
        .toList();
  }

  private static List<Observation> drop(AuditFacts facts, PartitionResult built) {
    return facts.catalog().published(built.partition()).stream()
        .flatMap(
            head ->
                drop(
                    facts.model().limits(),
                    built.partition(),
                    head.content().rows(),
                    built.content().rows(),
                    "its"))
        .toList();
  }

  /**
   * What is said of a loss.
   *
   * @param whose rows they are: "its", or those of a scope
   */
  static Stream<Observation> drop(
      Limits limits, Partition partition, long before, long after, String whose) {
    long lost = before - after;
    boolean all = before > 0 && after == 0;
    boolean many = lost > limits.rowDropRows() && lost > before * limits.rowDropRatio();
    if (!all && !many) {
      return Stream.empty();
    }
    String table = partition.table();
    String value = partition.value();
    return Stream.of(
        new Observation(
            table,
            value,
            lost,
            all
                ? "all of %s %d rows would be removed".formatted(whose, before)
                : "%d of %s %d rows would be removed".formatted(lost, whose, before),
            "if that is intended: --allow=row_drop:%s/%s".formatted(table, value)));
  }
}
