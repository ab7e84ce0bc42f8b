package dev.medallion.replay.transforms.repair.rollback;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.JournalChange;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What runs have published after the one that is taken back, and what does not fit the rows that
 * would come back: those runs never saw them.
 */
final class NewerPublications {
  /**
   * A partition that stays.
   *
   * @param by the run that put its rows there
   */
  record Newer(Partition partition, String by) {}

  private final JournalView view;
  private final JournalIndex journal;
  private final String takenBack;
  private final List<Newer> newer;

  /**
   * What was published since.
   *
   * @param takenBack the run that is taken back
   * @param own partitions that go back themselves, or are left out and named
   */
  NewerPublications(JournalView view, JournalIndex journal, String takenBack, Set<Partition> own) {
    this.view = view;
    this.journal = journal;
    this.takenBack = takenBack;
    this.newer =
        view.heads().keySet().stream().filter(p -> !own.contains(p)).flatMap(this::since).toList();
  }

  private Stream<Newer> since(Partition partition) {
    return journal.rowsAfter(takenBack, partition).map(by -> new Newer(partition, by)).stream();
  }

  /** One that the restored rows were computed from, and that holds other rows by now. */
  Optional<Newer> shownAsItWas(JournalChange change) {
    return change
        .replaced()
        .flatMap(to -> newer.stream().filter(n -> showsOther(to, n.partition())).findFirst());
  }

  private boolean showsOther(Head restored, Partition input) {
    String whole = restored.inputs().get(input.toString());
    String slice = restored.inputs().get(RecordedInputs.slice(input.table()));
    return (whole != null && !isOf(whole, view.heads().get(input).content()))
        || (slice != null && !slice.equals(sliceNow(restored.partition(), input.table())));
  }

  private static boolean isOf(String recorded, Content now) {
    return now.rows() == 0
        ? RecordedInputs.isWithoutRows(recorded)
        : recorded.equals(RecordedInputs.of(now));
  }

  private String sliceNow(Partition partition, String table) {
    return Optional.ofNullable(view.heads().get(partition))
        .map(head -> head.inputs().get(RecordedInputs.slice(table)))
        .orElse("");
  }

  /**
   * One beyond the reach of restored rows, which refer to its rows or are referred to by them, for
   * all that is known: rows come back among what they are computed from, and the run that published
   * it looked for such rows when there were none.
   */
  Optional<Newer> publishedUnseen(JournalChange change, Collection<JournalChange> back) {
    return change
        .replaced()
        .filter(to -> back.stream().anyMatch(c -> bringsRowsTo(to, c)))
        .flatMap(to -> newer.stream().filter(n -> isBeyond(to, n.partition())).findFirst());
  }

  private boolean bringsRowsTo(Head restored, JournalChange input) {
    Partition partition = input.line().partition();
    long now =
        Optional.ofNullable(view.heads().get(partition)).map(h -> h.content().rows()).orElse(0L);
    return restored.inputs().containsKey(partition.toString())
        && input.replaced().filter(to -> to.content().rows() > now).isPresent();
  }

  private boolean isBeyond(Head restored, Partition partition) {
    String anyDay = partition.table() + "/";
    return !partition.value().equals(Grain.ALL)
        && restored.inputs().keySet().stream().anyMatch(name -> name.startsWith(anyDay))
        && !restored.inputs().containsKey(partition.toString())
        && view.heads().get(partition).content().rows() > 0;
  }
}
