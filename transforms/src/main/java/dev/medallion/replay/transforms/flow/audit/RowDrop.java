package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Limits;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A published partition loses neither all of its rows, nor many of them. */
final class RowDrop extends NamedAudit<AuditFacts> {
  public RowDrop() {
    super("row_drop", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    return facts.publishedTables().stream()
        .flatMap(t -> facts.catalog().built(t.name()).stream())
        .flatMap(built -> drop(facts, built).stream())
        .toList();
  }

  private static Stream<Observation> drop(AuditFacts facts, long before, PartitionResult built) {
    Limits limits = facts.model().limits();
    long after = built.content().rows();
    long lost = before - after;
    boolean all = before > 0 && after == 0;
    boolean many = lost > limits.rowDropRows() && lost > before * limits.rowDropRatio();
    if (!all && !many) {
      return Stream.empty();
    }
    String table = built.partition().table();
    String value = built.partition().value();
    return Stream.of(
        new Observation(
            table,
            value,
            lost,
            all
                ? "all of its %d rows would be removed".formatted(before)
                : "%d of its %d rows would be removed".formatted(lost, before),
            "if that is intended: --allow=row_drop:%s/%s".formatted(table, value)));
  }

  private static List<Observation> drop(AuditFacts facts, PartitionResult built) {
    Optional<Long> before =
        facts.catalog().published(built.partition()).map(h -> h.content().rows());
    return before.stream().flatMap(b -> drop(facts, b, built)).toList();
  }
}
