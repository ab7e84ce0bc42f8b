package dev.medallion.replay.transforms.audit.run;

import dev.medallion.replay.transforms.audit.Audit;
import dev.medallion.replay.transforms.audit.AuditFacts;
import dev.medallion.replay.transforms.model.Severity;

/** An audit of the run as a whole, with its name and severity. */
abstract class RunAudit implements Audit<AuditFacts> {
  private final String name;
  private final Severity severity;

  RunAudit(String name, Severity severity) {
    this.name = name;
    this.severity = severity;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Severity severity() {
    return severity;
  }
}
