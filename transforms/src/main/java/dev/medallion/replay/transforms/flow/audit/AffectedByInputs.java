package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.flow.assemble.AggregateInputs;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.util.List;
import java.util.stream.Stream;

/**
 * No published partition outside the window gets inputs other than those it was computed from if
 * the run cannot rebuild it: a partition of a table that reads objects, which were read only for
 * the window.
 */
final class AffectedByInputs extends NamedAudit<AuditFacts> {
  public AffectedByInputs() {
    super(Affected.NAME, Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    return facts.publishedTables().stream()
        .filter(AggregateTable.class::isInstance)
        .map(AggregateTable.class::cast)
        .filter(t -> t.objectsOf().isPresent())
        .flatMap(t -> stale(facts, t))
        .toList();
  }

  private static Stream<Observation> stale(AuditFacts facts, AggregateTable table) {
    AggregateInputs inputs = new AggregateInputs(facts.model(), table);
    return facts.catalog().published(table.name()).stream()
        .filter(head -> facts.catalog().built(head.partition()).isEmpty())
        .filter(head -> !head.wasTakenBack() && inputs.differ(head, facts.catalog()))
        .map(AffectedByInputs::observation);
  }

  private static Observation observation(Head head) {
    return new Observation(
        head.partition().table(),
        head.partition().value(),
        1,
        "its inputs have changed, and its objects were not read",
        "replay it with the window by --expand=affected, or widen the window to include it");
  }
}
