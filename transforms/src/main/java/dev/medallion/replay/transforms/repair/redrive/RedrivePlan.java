package dev.medallion.replay.transforms.repair.redrive;

import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is redriven, and the days that are replayed for it.
 *
 * @param amended {@code <object>#<position>} of the corrections that get other bytes
 * @param withdrawn the same of those that are withdrawn
 */
public record RedrivePlan(
    List<Placement> placements,
    List<String> amended,
    List<String> withdrawn,
    SortedSet<LocalDate> days) {
  public static final RedrivePlan NOTHING = of(List.of(), List.of(), List.of(), List.of());

  /**
   * A plan.
   *
   * @param furtherDays beside those of the placements
   */
  public static RedrivePlan of(
      List<Placement> placements,
      List<String> amended,
      List<String> withdrawn,
      Collection<LocalDate> furtherDays) {
    TreeSet<LocalDate> days = new TreeSet<>(furtherDays);
    placements.forEach(p -> days.addAll(p.days()));
    return new RedrivePlan(placements, amended, withdrawn, days);
  }

  public List<DeadLetter> letters() {
    return placements.stream().map(Placement::letter).toList();
  }

  public boolean isEmpty() {
    return days.isEmpty();
  }
}
