package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.flow.shard.FateCount;
import dev.medallion.replay.transforms.flow.shard.MisplacedVersions;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Versions belong to a day on which some window can show them. Seconds read as milliseconds, or a
 * date of 1970 or 9999, put them on days that no window shows. The limit per entity is the model's
 * limit of dead letters; fewer are a warning, {@link FewMisplaced}.
 *
 * <p>Entities of full history have no arrival range, and are read whatever their day.
 */
class Misplaced extends NamedAudit<AuditFacts> {
  private final boolean many;

  public Misplaced() {
    this(Severity.BLOCK, true);
  }

  Misplaced(Severity severity, boolean many) {
    super("misplaced", severity);
    this.many = many;
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    double limit = facts.model().limits().deadLetterRatio();
    List<Observation> found = new ArrayList<>();
    for (Entity entity : facts.model().entities()) {
      List<MisplacedVersions> misplaced =
          facts.shards().stream()
              .flatMap(s -> s.misplaced().stream())
              .filter(m -> m.entity().equals(entity.name()))
              .toList();
      long count = misplaced.stream().mapToLong(MisplacedVersions::count).sum();
      long read =
          facts.shards().stream()
              .flatMap(s -> s.fates().stream())
              .filter(f -> f.entity().equals(entity.name()))
              .mapToLong(FateCount::count)
              .sum();
      if (count > 0 && (count > read * limit) == many) {
        found.add(observation(entity, misplaced, count, read));
      }
    }
    return found;
  }

  private static Observation observation(
      Entity entity, List<MisplacedVersions> misplaced, long count, long read) {
    LocalDate first =
        misplaced.stream()
            .map(MisplacedVersions::firstDay)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    LocalDate last =
        misplaced.stream()
            .map(MisplacedVersions::lastDay)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    String example =
        misplaced.stream()
            .map(MisplacedVersions::example)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return Observation.ofRun(
        count,
        "%,d of %s of %s belong to days (%s to %s) and arrived outside the arrival range of those days,"
                .formatted(
                    count, Text.count(read, "version", "versions"), entity.name(), first, last)
            + " so no window shows them; e.g. in "
            + example,
        "if the days are wrong, correct the format of %s in model.yaml; otherwise widen arrives"
            .formatted(entity.businessTime()));
  }
}
