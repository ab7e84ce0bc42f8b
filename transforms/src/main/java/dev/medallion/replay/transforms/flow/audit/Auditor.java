package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.settings.Allow;
import dev.medallion.replay.transforms.flow.audit.ShareAudited.Look;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.receipt.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs audits: turns their observations into findings with the model's severity, and marks those
 * that the user allowed.
 */
public final class Auditor {
  private final RunSpec run;
  private final Map<String, Severity> severities;

  /**
   * @param severities audit name to what the model sets for it
   */
  public Auditor(RunSpec run, Map<String, Severity> severities) {
    this.run = run;
    this.severities = severities;
  }

  public <C> List<Finding> run(List<Audit<C>> audits, C context) {
    return audits.stream()
        .filter(a -> severityOf(a) != Severity.OFF)
        .flatMap(a -> a.check(context).stream().map(o -> finding(a, o)))
        .toList();
  }

  /** Lets each audit look that looks at this share. */
  <C extends UnderAudit> List<Look> look(List<Audit<C>> audits, C context, KeyShare share) {
    List<Look> looks = new ArrayList<>();
    for (int i = 0; i < audits.size(); i++) {
      Audit<C> audit = audits.get(i);
      if (severityOf(audit) == Severity.OFF) {
        continue;
      }
      if (audit instanceof AuditByKeys<C> byKeys) {
        if (share.looksAtKeys()) {
          looks.add(new Look(i, byKeys.tally(context), List.of()));
        }
      } else if (share.looksAtWhole()) {
        looks.add(new Look(i, List.of(), audit.check(context)));
      }
    }
    return looks;
  }

  /** The findings of one audit, of all its looks. */
  List<Finding> said(Audit<?> audit, AuditSubject subject, List<Look> looks) {
    List<Observation> observations =
        audit instanceof AuditByKeys<?> byKeys
            ? byKeys.said(
                subject, Tally.merged(looks.stream().flatMap(l -> l.tallies().stream()).toList()))
            : looks.stream().flatMap(l -> l.observations().stream()).toList();
    return observations.stream().map(o -> finding(audit, o)).toList();
  }

  private Severity severityOf(Audit<?> audit) {
    return severities.getOrDefault(audit.name(), audit.severity());
  }

  private Finding finding(Audit<?> audit, Observation seen) {
    Severity severity = severityOf(audit);
    boolean allowed =
        severity == Severity.BLOCK
            && run.allowed().stream().anyMatch(a -> covers(a, audit.name(), seen));
    return new Finding(
        audit.name(),
        severity,
        seen.table(),
        seen.partition(),
        seen.count(),
        seen.message(),
        seen.fix(),
        allowed);
  }

  private static boolean covers(Allow allow, String audit, Observation seen) {
    return allow.covers(audit, seen.table(), seen.partition());
  }
}
