package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.UnitOfWork;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.Seen;
import java.util.Optional;

/** Whether what a change set saw, beside the heads' versions, is still so. */
final class SeenCheck {
  private final UnitOfWork now;

  SeenCheck(UnitOfWork now) {
    this.now = now;
  }

  /**
   * Refuses a partition whose rows somebody wrote by hand since, or of which its head knows other
   * things than it did.
   *
   * @param live the rows that stand there
   */
  void require(Replacement replacement, Content live, Head head) {
    Seen seen = replacement.seen();
    TableRef table = TableRef.of(replacement);
    String value = replacement.result().partition().value();
    if (!seen.learned().isEmpty() && !seen.learned().equals(Seen.learned(head))) {
      throw new ConflictException(
          Text.format(
              "nothing was published: run %s has since published %s/%s with the same rows, but with"
                  + " another arrival range or other inputs; run again against the current"
                  + " warehouse",
              now.journal().newestOf(table, value), table.qualifiedName(), value));
    }
    if (!seen.rows().isEmpty() && !seen.rows().equals(live.fullChecksum())) {
      throw new ConflictException(
          Text.format(
              "nothing was published: somebody changed the rows of %s, partition %s, after the"
                  + " change set was made; run again with this partition in the window, to see"
                  + " those rows and replace them",
              table.qualifiedName(), value));
    }
  }

  /** Refuses keys that another change set published or took away since, on whatever day. */
  void requireKeys(ChangeSet changes) {
    if (changes.madeAfter() != ChangeSet.UNKNOWN
        && changes.madeAfter() == now.journal().newestNumber()) {
      return;
    }
    for (KeyRead read : changes.keyReads()) {
      TableRef table = TableRef.of(read);
      Optional<String> moved =
          now.tables()
              .moved(
                  read,
                  changes.replacements().stream()
                      .filter(r -> r.table().equals(table.qualifiedName()))
                      .map(r -> r.result().partition().value())
                      .toList());
      if (moved.isPresent()) {
        throw new ConflictException(
            Text.format(
                "nothing was published: the change set holds keys that run %s has since published"
                    + " in, or removed from, %s, partition %s; run again against the current"
                    + " warehouse",
                now.journal().newestOf(table, moved.get()), table.qualifiedName(), moved.get()));
      }
    }
  }
}
