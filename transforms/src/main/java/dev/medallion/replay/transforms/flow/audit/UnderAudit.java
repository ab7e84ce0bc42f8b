package dev.medallion.replay.transforms.flow.audit;

/** The rows of a table, or the versions of an entity, as audits see them. */
interface UnderAudit {
  AuditSubject subject();
}
