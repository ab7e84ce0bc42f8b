package dev.medallion.replay.transforms.beam;

import java.io.Serializable;

/** What one worker looks at once everything is built. */
sealed interface AuditTask extends Serializable {

  /** The rows of a table, or the versions of an entity, by the table's or ledger's name. */
  record OfTable(String table) implements AuditTask {}

  /** The dead letters of all steps, to be set aside together. */
  record OfDeadLetters() implements AuditTask {}
}
