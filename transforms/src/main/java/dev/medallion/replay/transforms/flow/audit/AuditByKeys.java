package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Severity;
import java.util.List;

/**
 * An audit that a share of the keys can answer for itself: it counts in each share, and says what
 * it found once the counts of all shares are added up. So a finding does not depend on how many
 * there were.
 */
abstract class AuditByKeys<C extends UnderAudit> extends NamedAudit<C> {
  protected AuditByKeys(String name, Severity severity) {
    super(name, severity);
  }

  /** Counts in the share that is seen. */
  abstract List<Tally> tally(C seen);

  /**
   * What is said about what was counted.
   *
   * @param tallies of all shares, added up, in the order of their names
   */
  abstract List<Observation> said(AuditSubject of, List<Tally> tallies);

  @Override
  public final List<Observation> check(C seen) {
    return said(seen.subject(), Tally.merged(tally(seen)));
  }
}
