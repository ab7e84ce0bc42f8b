package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.flow.audit.KeyShare;
import java.io.Serializable;

/** What one worker looks at once everything is built. */
sealed interface AuditTask extends Serializable {

  /**
   * The rows of a table, or the versions of an entity.
   *
   * @param table the table's or ledger's name
   * @param share of its keys
   */
  record OfTable(String table, KeyShare share) implements AuditTask {}

  /** The dead letters of all steps, to be set aside together. */
  record OfDeadLetters() implements AuditTask {}
}
