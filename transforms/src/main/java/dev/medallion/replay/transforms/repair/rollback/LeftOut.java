package dev.medallion.replay.transforms.repair.rollback;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.JournalChange;
import dev.medallion.replay.transforms.warehouse.JournalView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What stays as it is, and the run that answers for it. */
final class LeftOut {
  private final RestoredInputs inputs;
  private final RollbackFindings findings;
  private final NavigableMap<Partition, String> by = new TreeMap<>();

  LeftOut(JournalView view, RollbackFindings findings) {
    this.inputs = new RestoredInputs(view);
    this.findings = findings;
  }

  Set<Partition> partitions() {
    return by.keySet();
  }

  /** A whole table that a later run answers for. */
  void add(Partition partition, String run) {
    add(
        partition,
        run,
        Text.format("run %s has published the whole table since, so it stays unchanged", run));
  }

  private void add(Partition partition, String run, String message) {
    by.put(partition, run);
    findings.leftOut(partition, run, message);
  }

  /**
   * Leaves out, too, what would show again how a table was that stays. Where that itself shows what
   * is taken back, neither its rows of before nor those of now are right.
   *
   * @param back loses what is left out
   */
  void addWhatShowsThem(List<JournalChange> back) {
    Map<String, Partition> staying = new HashMap<>();
    by.keySet().forEach(p -> RestoredInputs.names(p).forEach(name -> staying.put(name, p)));
    Optional<JournalChange> next = staysToo(back, staying);
    while (next.isPresent()) {
      Partition partition = partition(next.get());
      Partition shown = inputs.outdated(next.get(), staying).orElseThrow();
      String run = by.get(shown);
      add(
          partition,
          run,
          Text.format(
              "its earlier rows show %s as it was before run %s; that stays unchanged, so this does"
                  + " too",
              shown, run));
      back.remove(next.get());
      RestoredInputs.names(partition).forEach(name -> staying.put(name, partition));
      next = staysToo(back, staying);
    }
    for (JournalChange change : back) {
      inputs.outdated(change, staying).ifPresent(shown -> refuse(change, shown));
    }
  }

  /**
   * Leaves out, too, a ledger all of whose tables stay, of those that are taken back: it tells what
   * they hold.
   *
   * @param back loses what is left out
   */
  void addLedgers(List<JournalChange> back, LedgerSiblings siblings) {
    Set<Partition> going = back.stream().map(LeftOut::partition).collect(Collectors.toSet());
    for (JournalChange change : List.copyOf(back)) {
      List<Partition> tables = siblings.of(change.line());
      Optional<String> run = tables.stream().filter(by::containsKey).map(by::get).findFirst();
      if (run.isPresent() && tables.stream().noneMatch(going::contains)) {
        add(
            partition(change),
            run.get(),
            Text.format(
                "it is the ledger of what run %s has published since, so it stays unchanged",
                run.get()));
        back.remove(change);
      }
    }
  }

  private Optional<JournalChange> staysToo(
      List<JournalChange> back, Map<String, Partition> staying) {
    return back.stream()
        .filter(change -> inputs.outdated(change, staying).isPresent())
        .filter(change -> back.stream().noneMatch(c -> inputs.showsNow(partition(change), c)))
        .findFirst();
  }

  private void refuse(JournalChange change, Partition shown) {
    String run = by.get(shown);
    findings.readSince(
        partition(change),
        Text.format(
            "its earlier rows show %s as it was before run %s, and that stays unchanged",
            shown, run),
        run,
        partition(change));
  }

  private static Partition partition(JournalChange change) {
    return change.line().partition();
  }
}
