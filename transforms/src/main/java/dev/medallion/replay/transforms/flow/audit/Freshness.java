package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A window that reaches up to {@code as_of} has fresh input: the newest version read of each source
 * is at most a day old. It does not check older windows.
 */
final class Freshness extends NamedAudit<AuditFacts> {
  /** The existing system's own threshold (its quality checks, 24 h). */
  private static final Duration LIMIT = Duration.ofHours(24);

  public Freshness() {
    super("freshness", Severity.WARNING);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    List<Observation> found = new ArrayList<>();
    Instant asOf = facts.run().scope().asOf();
    for (Source source : facts.model().datedSources()) {
      List<DayRange> read = facts.ranges().read(source, Grain.DAY);
      boolean reachesNow =
          !read.isEmpty() && read.get(read.size() - 1).to().equals(facts.ranges().today());
      OptionalLong newest = facts.objects().totals().of(source.name()).newest();
      if (reachesNow && newest.isPresent()) {
        Instant at = Instant.EPOCH.plus(newest.getAsLong(), ChronoUnit.MICROS);
        Duration age = Duration.between(at, asOf);
        if (age.compareTo(LIMIT) > 0) {
          found.add(
              Observation.ofRun(
                  1,
                  "the newest version of %s is from %s, %d hours before --as-of"
                      .formatted(source.name(), at, age.toHours()),
                  "the extraction may have stopped; versions that arrive later need another"
                      + " replay"));
        }
      }
    }
    return found;
  }
}
