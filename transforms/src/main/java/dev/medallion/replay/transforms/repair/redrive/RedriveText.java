package dev.medallion.replay.transforms.repair.redrive;

import dev.medallion.replay.options.message.Shown;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.run.receipt.ManifestJson;
import dev.medallion.replay.transforms.run.receipt.TextTable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Prints a redrive plan, for people and for programs; never the content of a record. */
public final class RedriveText {
  private static final int MOST_DAYS = 6;

  private RedriveText() {}

  /** One line of the JSON document. */
  record Line(
      String source,
      String entity,
      String object,
      String generation,
      long position,
      String code,
      int attempt,
      String now,
      String message,
      List<LocalDate> days) {
    static Line of(Placement placement) {
      DeadLetter letter = placement.letter();
      return new Line(
          letter.source(),
          letter.entity(),
          letter.object(),
          letter.generation(),
          letter.position(),
          letter.code().name(),
          letter.attempt(),
          placement.now(),
          placement.message(),
          List.copyOf(placement.days()));
    }
  }

  /** The document. */
  record Document(
      List<Line> letters, List<String> amended, List<String> withdrawn, List<LocalDate> days) {}

  public static String json(RedrivePlan plan) {
    return ManifestJson.text(
        new Document(
            plan.placements().stream().map(Line::of).toList(),
            plan.amended(),
            plan.withdrawn(),
            List.copyOf(plan.days())));
  }

  public static String table(RedrivePlan plan) {
    Map<List<String>, List<Placement>> kinds =
        plan.placements().stream()
            .collect(
                Collectors.groupingBy(
                    p ->
                        List.of(
                            p.letter().code().name(),
                            p.letter().source() + "/" + p.letter().entity(),
                            p.diesAgain() ? "fails again: " + p.now() : p.now()),
                    () -> new TreeMap<>(java.util.Comparator.comparing(List::toString)),
                    Collectors.toList()));
    TextTable table = new TextTable("Dead letters", "of", "now", ">count", "days");
    kinds.forEach(
        (kind, placements) ->
            table.row(
                kind.get(0),
                kind.get(1),
                kind.get(2),
                Text.format("%,d", placements.size()),
                days(
                    placements.stream()
                        .flatMap(p -> p.days().stream())
                        .collect(Collectors.toCollection(TreeSet::new)))));
    StringBuilder text = new StringBuilder(table.isEmpty() ? "" : table.text());
    plan.amended()
        .forEach(a -> text.append("  corrected again: ").append(Shown.line(a)).append('\n'));
    plan.withdrawn().forEach(w -> text.append("  withdrawn: ").append(Shown.line(w)).append('\n'));
    return text.append("  Days to be replayed: ")
        .append(days(plan.days()))
        .append(", and other days that their entities moved to or from\n")
        .toString();
  }

  private static String days(SortedSet<LocalDate> days) {
    return joined(days.stream().limit(MOST_DAYS).toList())
        + (days.size() > MOST_DAYS ? Text.format(" and %,d more", days.size() - MOST_DAYS) : "");
  }

  private static String joined(Collection<LocalDate> days) {
    return days.stream().map(LocalDate::toString).collect(Collectors.joining(", "));
  }
}
