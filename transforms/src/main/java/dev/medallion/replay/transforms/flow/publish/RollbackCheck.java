package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.Journal;
import dev.medallion.replay.transforms.warehouse.PublishContext;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.UnitOfWork;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.List;
import java.util.Map;

/** What keeps a rollback from being published. */
final class RollbackCheck {
  private RollbackCheck() {}

  /** What another run published since may rest on what a rollback takes back. */
  static void requireNewest(PublishContext run, Journal journal) {
    if (!run.takesBack().isRollback()) {
      return;
    }
    String newest = journal.newest().orElse("");
    if (!newest.equals(run.takesBack().lastRun())) {
      throw new ConflictException(
          "nothing was published: run "
              + newest
              + " has published since this rollback was planned, and may depend on what it removes;"
              + " run the rollback again");
    }
  }

  /** An entity that comes back must not lie on another day by now. */
  static void requireOnePlace(
      PublishContext run, Map<TableRef, List<Replacement>> byTable, UnitOfWork now) {
    if (run.takesBack().isRollback()) {
      byTable.forEach(
          (table, replacements) -> {
            if (replacements.get(0).isOfLedger()) {
              requireOnePlace(table, replacements, now);
            }
          });
    }
  }

  private static void requireOnePlace(
      TableRef table, List<Replacement> replacements, UnitOfWork now) {
    List<StagedFile> files =
        replacements.stream().flatMap(r -> r.result().files().stream()).toList();
    List<String> key =
        now.tables().describe(table).stream().filter(c -> !c.isHidden()).map(Column::name).toList();
    if (files.isEmpty() || key.isEmpty()) {
      return;
    }
    now.tables()
        .elsewhere(
            table,
            key,
            files,
            replacements.stream().map(r -> r.result().partition().value()).toList())
        .ifPresent(
            partition -> {
              throw new ConflictException(
                  "nothing was published: entities to be restored are now in partition "
                      + partition
                      + " of "
                      + table.qualifiedName()
                      + ", which run "
                      + now.journal().newestOf(table, partition)
                      + " published; roll that run back first");
            });
  }
}
