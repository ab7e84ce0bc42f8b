package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import java.util.List;
import java.util.stream.Stream;

/** Rows that somebody else wrote or changed are not replaced without a word. */
public final class ForeignRows extends NamedAudit<AuditFacts> {
  /** Its name. */
  public static final String NAME = "foreign_rows";

  /** What becomes of such rows. */
  public static final String FIX = "they are kept: a rollback of this run brings them back";

  public ForeignRows() {
    super(NAME, Severity.WARNING);
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
            message(there, found.rows()) + exception(facts, built.partition()),
            FIX));
  }

  private static String exception(AuditFacts facts, Partition partition) {
    return facts.run().replacesPartOf(facts.model(), facts.model().table(partition.table()))
        ? ", but for those of other scopes"
        : "";
  }

  /**
   * What somebody else did to a partition, and what the run does.
   *
   * @param head of what was published there
   * @param rows that are there
   */
  public static String message(Head head, long rows) {
    String done =
        rows == 0
            ? "its rows are gone, and others take their place"
            : Text.count(rows, "row there is", "rows there are") + " replaced";
    return head.version() == Head.NONE
        ? "somebody else wrote to it; " + done
        : Text.format("it was changed by somebody else since run %s; %s", head.runId(), done);
  }
}
