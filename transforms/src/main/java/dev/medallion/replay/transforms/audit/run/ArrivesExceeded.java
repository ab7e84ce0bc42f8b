package dev.medallion.replay.transforms.audit.run;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.audit.AuditFacts;
import dev.medallion.replay.transforms.audit.NamedAudit;
import dev.medallion.replay.transforms.audit.Observation;
import dev.medallion.replay.transforms.build.LateVersion;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * No version that would change a partition of the window arrived after that partition's arrival
 * range. Outside the window, see {@link LateElsewhere}.
 */
public class ArrivesExceeded extends NamedAudit<AuditFacts> {
  private final boolean inScope;

  public ArrivesExceeded() {
    this(Severity.BLOCK, true);
  }

  ArrivesExceeded(Severity severity, boolean inScope) {
    super("arrives_exceeded", severity);
    this.inScope = inScope;
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    return facts.shards().stream()
        .flatMap(s -> s.late().stream())
        .filter(l -> l.inScope() == inScope)
        .flatMap(l -> observations(facts, l))
        .toList();
  }

  private static Stream<Observation> observations(AuditFacts facts, LateVersion late) {
    return facts.model().entityTables().stream()
        .filter(t -> t.entity().equals(late.entity()) && t.grain() != Grain.NONE)
        .filter(t -> facts.run().publishes(t.name()))
        .map(t -> observation(facts, late, t));
  }

  private static Observation observation(AuditFacts facts, LateVersion late, EntityTable table) {
    var source = facts.model().sources().get(facts.model().entity(late.entity()).source());
    long days = ChronoUnit.DAYS.between(late.day(), late.newestArrival());
    return new Observation(
        table.name(),
        table.grain().valueOf(late.day()),
        late.count(),
        "%d versions that would win arrived outside %s of their day, as late as %s, e.g. in %s"
            .formatted(
                late.count(), facts.ranges().reach(source), late.newestArrival(), late.example()),
        days >= 0
            ? "--arrives=%s/P%dD lets them in"
                .formatted(facts.ranges().reach(source).before(), days)
            : "--arrives=P%dD/%s lets them in"
                .formatted(-days, facts.ranges().reach(source).after()));
  }
}
