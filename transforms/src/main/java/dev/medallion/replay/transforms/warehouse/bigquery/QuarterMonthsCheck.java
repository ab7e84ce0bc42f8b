package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Grain;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Refuses a table of quarters that has rows in months in which no quarter begins: somebody else
 * wrote them, and replacing a quarter would leave them.
 */
final class QuarterMonthsCheck implements TargetCheck {
  private final Queries queries;

  QuarterMonthsCheck(Queries queries) {
    this.queries = queries;
  }

  @Override
  public Optional<String> problem(Target target) {
    if (target.ref().grain() != Grain.QUARTER || target.table().isEmpty()) {
      return Optional.empty();
    }
    TreeSet<String> touched = new TreeSet<>();
    for (String quarter : target.partitions()) {
      List<String> months =
          Grain.QUARTER
              .days(quarter)
              .days()
              .map(day -> Decorator.id(Grain.MONTH, Grain.MONTH.valueOf(day)))
              .distinct()
              .toList();
      touched.addAll(months.subList(1, months.size()));
    }
    touched.retainAll(PartitionIds.of(queries, target.id()));
    return touched.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Text.format(
                "%s keeps each quarter on its first day, but has a partition %s that something"
                    + " else wrote; move those rows to the quarter's first day, or delete them",
                target.name(), String.join(", ", touched)));
  }
}
