package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import java.util.List;
import java.util.stream.Stream;

/** Rows that somebody else wrote or changed are not replaced without a word. */
final class ForeignRows extends NamedAudit<AuditFacts> {
  public ForeignRows() {
    super("foreign_rows", Severity.WARNING);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    return facts.publishedTables().stream()
        .flatMap(t -> facts.catalog().built(t.name()).stream())
        .filter(built -> facts.foreign().contains(built.partition()))
        .flatMap(built -> replaced(facts, built))
        .toList();
  }

  private static Stream<Observation> replaced(AuditFacts facts, PartitionResult built) {
    Head there = facts.catalog().published(built.partition()).orElse(Head.none(built.partition()));
    Content found = there.content();
    if (found.fullChecksum().equals(built.content().fullChecksum())) {
      return Stream.empty();
    }
    return Stream.of(
        new Observation(
            built.partition().table(),
            built.partition().value(),
            found.rows(),
            there.version() == Head.NONE
                ? "the %d rows there, which somebody else wrote, are replaced"
                    .formatted(found.rows())
                : "it was changed by somebody else since run %s; the %d rows there are replaced"
                    .formatted(there.runId(), found.rows()),
            "they are kept: a rollback of this run brings them back"));
  }
}
