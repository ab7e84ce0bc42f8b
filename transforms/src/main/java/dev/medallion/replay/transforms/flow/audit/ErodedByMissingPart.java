package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.EntityLedger;
import java.util.List;

/**
 * An event is published, and a part that it needs is gone, or cannot be used any more: replayed, it
 * would be a dead letter, and its rows would vanish or go back to an older version.
 */
final class ErodedByMissingPart extends ErodedByLoss {
  @Override
  List<Tally> tally(LedgerUnderAudit seen) {
    return seen.ledger().entity().parts().isEmpty() ? List.of() : super.tally(seen);
  }

  @Override
  List<String> splitBy(EntityLedger ledger) {
    return ledger.key();
  }

  @Override
  String lost(LedgerUnderAudit seen, String records) {
    return "SELECT p._partition, count(*), min(p._object) FROM "
        + records
        + " p JOIN "
        + seen.seen().incomplete(seen.ledger())
        + " i ON i.source = p._source AND i.object = p._object"
        + " AND i.position = p._position GROUP BY 1 ORDER BY 1";
  }

  @Override
  String message(AuditSubject of, long count, String example) {
    return count
        + " published events lack a part that they had, e.g. that of "
        + example
        + " (dead letter MISSING_PART)";
  }

  @Override
  String remedy() {
    return "restore the part";
  }
}
