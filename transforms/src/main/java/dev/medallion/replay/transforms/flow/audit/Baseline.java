package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.assemble.Catalog;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Limits;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A day has about as many rows as the replayed or published days of the week before it. Half as
 * many or half as many again is a finding, if the difference is more than a few rows.
 */
final class Baseline extends NamedAudit<AuditFacts> {
  private static final int DAYS = 7;

  /** Of fewer known days nothing can be said. */
  private static final int DAYS_AT_LEAST = 3;

  private static final double DEVIATION = 0.5;

  public Baseline() {
    super("baseline", Severity.WARNING);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    return facts.publishedTables().stream()
        .filter(t -> t instanceof EntityTable && t.grain() == Grain.DAY)
        .flatMap(t -> facts.catalog().built(t.name()).stream())
        .filter(built -> !facts.catalog().isInPart(built.partition()))
        .flatMap(built -> deviation(facts, built))
        .toList();
  }

  private static Stream<Observation> deviation(AuditFacts facts, PartitionResult built) {
    OptionalDouble mean = weekBefore(facts.catalog(), built.partition()).average();
    if (mean.isEmpty()) {
      return Stream.empty();
    }
    Limits limits = facts.model().limits();
    long rows = built.content().rows();
    double off = Math.abs(rows - mean.getAsDouble());
    if (off <= limits.rowDropRows() || off <= mean.getAsDouble() * DEVIATION) {
      return Stream.empty();
    }
    return Stream.of(
        new Observation(
            built.partition().table(),
            built.partition().value(),
            Math.round(off),
            String.format(
                Locale.ROOT,
                "%d rows; the days of the week before have %.0f on average",
                rows,
                mean.getAsDouble()),
            "if business was normal that day, check the day's extraction"));
  }

  private static LongStream weekBefore(Catalog catalog, Partition partition) {
    LocalDate day = LocalDate.parse(partition.value());
    List<Partition> known =
        day.minusDays(DAYS)
            .datesUntil(day)
            .map(before -> new Partition(partition.table(), before.toString()))
            .filter(p -> catalog.built(p).isPresent() || catalog.published(p).isPresent())
            .filter(p -> !catalog.isInPart(p))
            .toList();
    return known.size() < DAYS_AT_LEAST
        ? LongStream.empty()
        : known.stream().mapToLong(p -> catalog.content(p).rows());
  }
}
