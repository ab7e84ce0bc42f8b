package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.NotPublishableException;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Tables;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks again at what the rules saw when they decided: the tables, and the rows to be replaced. */
final class ChangedSince implements Obstacles {
  private final StoredTables tables;
  private final Supplier<Tables> now;

  /**
   * @param now the tables, with the heads of the moment at which it is called
   */
  ChangedSince(StoredTables tables, Supplier<Tables> now) {
    this.tables = tables;
    this.now = now;
  }

  @Override
  public Optional<Ending> first(List<Replacement> replacements) {
    try {
      tables.requirePublishable(replacements);
    } catch (NotPublishableException e) {
      return Optional.of(notWritten(replacements.get(0), e.why()));
    } catch (WarehouseException e) {
      return Optional.of(notWritten(replacements.get(0), e.getMessage()));
    }
    SortedMap<Partition, Content> live = live(replacements);
    return replacements.stream()
        .filter(r -> hasChanged(r, live))
        .findFirst()
        .map(
            r ->
                notWritten(
                    r,
                    Text.format(
                        "somebody changed the rows of %s, partition %s, while it was published; run"
                            + " again with this partition in the window, to see those rows and"
                            + " replace them",
                        r.table(), r.result().partition().value())));
  }

  private static boolean hasChanged(Replacement replacement, SortedMap<Partition, Content> live) {
    String seen = replacement.seen().rows();
    return !seen.isEmpty()
        && !live.getOrDefault(replacement.result().partition(), Content.EMPTY)
            .fullChecksum()
            .equals(seen);
  }

  private SortedMap<Partition, Content> live(List<Replacement> replacements) {
    SortedMap<Partition, Content> live = new TreeMap<>();
    replacements.stream()
        .collect(
            Collectors.groupingBy(
                TableRef::of,
                Collectors.mapping(r -> r.result().partition().value(), Collectors.toList())))
        .forEach((table, values) -> live.putAll(now.get().content(table, values)));
    return live;
  }

  private static Ending notWritten(Replacement replacement, String why) {
    return new Ending(replacement.result().partition(), false, 0, why);
  }
}
