package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Severity;

/** An audit with its name and severity. */
abstract class NamedAudit<C> implements Audit<C> {
  private final String name;
  private final Severity severity;

  protected NamedAudit(String name, Severity severity) {
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
