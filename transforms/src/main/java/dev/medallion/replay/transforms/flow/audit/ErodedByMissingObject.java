package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.EntityLedger;
import java.util.List;

/**
 * Every object of a published version still exists and can be read, even if the version is a
 * tombstone or yields no row. A replay without it could delete good rows, or bring deleted ones
 * back. (The other half of {@code eroded} checks dates: {@link
 * dev.medallion.replay.transforms.flow.audit.ErodedByRetention}.)
 */
final class ErodedByMissingObject extends ErodedByLoss {
  /** One object may hold the versions of many entities, and counts once. */
  @Override
  List<String> splitBy(EntityLedger ledger) {
    return List.of("_source", "_object");
  }

  @Override
  String lost(LedgerUnderAudit seen, String records) {
    return "SELECT p._partition, count(DISTINCT (p._source, p._object)), min(p._object) FROM "
        + records
        + " p WHERE "
        + Origin.isOnDatesRead(seen, "p")
        + " AND "
        + Origin.wasNotRead(seen, "p")
        + " GROUP BY 1 ORDER BY 1";
  }

  @Override
  String message(AuditSubject of, long count, String example) {
    return count
        + " objects of the published rows do not exist any more"
        + (of.isUnreadable(example) ? " or can't be read" : "")
        + ", e.g. "
        + example;
  }

  @Override
  String remedy() {
    return "restore them";
  }
}
