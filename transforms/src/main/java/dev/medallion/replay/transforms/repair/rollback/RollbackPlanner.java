package dev.medallion.replay.transforms.repair.rollback;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.settings.EvenIf;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.verdict.PartitionChanges;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Diff;
import dev.medallion.replay.transforms.warehouse.JournalChange;
import dev.medallion.replay.transforms.warehouse.JournalLine;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plans the change set that restores what a run replaced.
 *
 * <p>If a later run replaced or read one of the partitions, the rollback is refused. A table of
 * grain none that a later run replaced, or published unchanged, is left out: every run rebuilds it,
 * so the later run is responsible for it.
 */
public final class RollbackPlanner {
  /** A later run replaced the same partition. */
  public static final String REPLACED_SINCE = "replaced_since";

  /** A later run read what is taken back. */
  public static final String READ_SINCE = "read_since";

  /** The files of what was replaced are gone. */
  public static final String FILES_GONE = "files_gone";

  /** A table is not taken back with the others. */
  public static final String LEFT_OUT = "left_out";

  private final JournalView view;
  private final String runId;
  private final JournalIndex journal;
  private final RollbackFindings findings;
  private final LeftOut leftOut;

  /**
   * A rollback.
   *
   * @param view of the journal, with the changes of this run
   * @param run that is taken back
   */
  public RollbackPlanner(JournalView view, JournalRun run, Set<EvenIf> evenIf) {
    this.view = view;
    this.runId = run.runId();
    this.journal = new JournalIndex(view, run.model());
    this.findings = new RollbackFindings(evenIf);
    this.leftOut = new LeftOut(view, findings);
  }

  /** Works it out; nothing is read or written. */
  public Rollback plan() {
    List<JournalChange> back = new ArrayList<>();
    List<Replacement> replacements = new ArrayList<>();
    for (JournalChange change : view.changes()) {
      if (change.line().action() == Action.SKIPPED) {
        forgotten(change).ifPresent(replacements::add);
      } else if (isTakenBack(change)) {
        back.add(change);
      }
    }
    leftOut.addWhatShowsThem(back);
    leftOut.addLedgers(back, new LedgerSiblings(view));
    Set<Partition> going = new TreeSet<>();
    replacements.forEach(r -> going.add(r.result().partition()));
    back.forEach(c -> going.add(c.line().partition()));
    Set<Partition> own = new TreeSet<>(going);
    own.addAll(leftOut.partitions());
    refuseReaders(back, going);
    refuseSiblings(back, own);
    refuseOlderThanPublished(back, own);
    back.stream()
        .filter(c -> c.replaced().isPresent())
        .map(this::pointBack)
        .forEach(replacements::add);
    ChangeSet changes = ChangeSets.of(replacements, Map.of());
    return new Rollback(
        changes,
        new TakesBack(
            view.runs().get(view.runs().size() - 1).runId(),
            back.stream().flatMap(c -> restored(c).stream()).toList(),
            journal.madeInVain(runId).stream().map(t -> view.tables().get(t)).toList()),
        changes.replacements().stream().filter(r -> !r.isOfLedger()).map(this::shown).toList(),
        findings.all());
  }

  /** The rollback that took this run back already, if there is one that stands. */
  public Optional<String> takenBackBy() {
    return journal.takenBackBy(runId);
  }

  private boolean isTakenBack(JournalChange change) {
    Partition partition = change.line().partition();
    if (journal.isBackAlready(runId, partition)) {
      return false;
    }
    boolean isWhole = isWhole(change);
    Optional<JournalLine> later = later(change);
    if (isWhole && later.isPresent()) {
      leftOut.add(partition, later.get().runId());
      return false;
    }
    if (journal.origin(partition, head(partition).version())
        != journal.origin(partition, change.line().version())) {
      String by =
          later
              .map(JournalLine::runId)
              .or(() -> journal.rowsAfter(runId, partition))
              .orElse(head(partition).runId());
      if (isWhole) {
        leftOut.add(partition, by);
        return false;
      }
      if (!isOfLedger(change)) {
        if (journal.holdsOthersRowsAgain(runId, head(partition))) {
          findings.othersRows(partition, by);
        } else {
          findings.replacedSince(partition, by);
        }
      }
    }
    if (change.replaced().isEmpty()) {
      findings.filesGone(
          partition,
          "an older version of this program published it and did not record what it replaced",
          "");
    } else if (!change.missing().isEmpty()) {
      findings.filesGone(
          partition,
          "the files of the replaced version are no longer kept, e.g. " + change.missing().get(0),
          "; --keep-versions says how many versions are kept");
    }
    return true;
  }

  /**
   * The later run that answers for a partition: one that stands, is no rollback, and replaced it;
   * or published it unchanged, where it is a whole table.
   */
  private Optional<JournalLine> later(JournalChange change) {
    return journal.after(runId, change.line().partition()).stream()
        .filter(l -> !journal.isRollback(l.runId()) && journal.stands(l.runId()))
        .filter(l -> isWhole(change) || l.action() != Action.SKIPPED)
        .reduce((first, last) -> last);
  }

  /** A ledger goes with its tables, which a later run may have found as they were. */
  private boolean isOfLedger(JournalChange change) {
    return view.tables().get(change.line().table()).schema().equals(Table.Layer.LEDGER.schema());
  }

  private boolean isWhole(JournalChange change) {
    return view.tables().get(change.line().table()).grain() == Grain.NONE;
  }

  /**
   * A table that is left out may have been computed from partitions that go back, too.
   *
   * @param going partitions that go back themselves
   */
  private void refuseReaders(List<JournalChange> back, Set<Partition> going) {
    for (Head reader : view.heads().values()) {
      if (!going.contains(reader.partition())) {
        journal
            .computedAfter(runId, reader.partition())
            .ifPresent(by -> back.forEach(change -> refuseReader(change, reader, by)));
      }
    }
  }

  private void refuseReader(JournalChange change, Head reader, String by) {
    if (reads(reader, by, change)) {
      findings.readSince(
          change.line().partition(),
          Text.format(
              "%s, which run %s has published since, was computed from it", reader.partition(), by),
          by,
          reader.partition());
    }
  }

  /**
   * A ledger that goes back no longer answers for what a later run published of the same entity in
   * another table, having found the ledger as it is.
   *
   * @param own partitions that go back themselves, or are left out and named
   */
  private void refuseSiblings(List<JournalChange> back, Set<Partition> own) {
    LedgerSiblings siblings = new LedgerSiblings(view);
    for (JournalChange change : back) {
      siblings.of(change.line()).stream()
          .filter(sibling -> !own.contains(sibling))
          .forEach(sibling -> refuseSibling(change.line(), sibling));
    }
  }

  /** What comes back is not what a run would compute beside what was published since. */
  private void refuseOlderThanPublished(List<JournalChange> back, Set<Partition> own) {
    NewerPublications newer = new NewerPublications(view, journal, runId, own);
    for (JournalChange change : back) {
      Partition partition = change.line().partition();
      newer
          .shownAsItWas(change)
          .ifPresentOrElse(
              shown ->
                  findings.readSince(
                      partition,
                      Text.format(
                          "its earlier rows show %s as it was before run %s",
                          shown.partition(), shown.by()),
                      shown.by(),
                      partition),
              () ->
                  newer
                      .publishedUnseen(change, back)
                      .ifPresent(
                          unseen ->
                              findings.readSince(
                                  partition,
                                  Text.format(
                                      "rows come back that run %s did not see when it published %s",
                                      unseen.by(), unseen.partition()),
                                  unseen.by(),
                                  partition)));
    }
  }

  private void refuseSibling(JournalLine ledger, Partition sibling) {
    journal
        .rowsAfter(runId, sibling)
        .ifPresent(
            later ->
                findings.readSince(
                    ledger.partition(),
                    Text.format(
                        "%s, which run %s has published since, holds the same entities",
                        sibling, later),
                    later,
                    sibling));
  }

  /**
   * By what the reader's head recorded: the content that stands now, or a slice of it. Of which
   * content a slice was, the journal tells.
   *
   * @param by the run that computed it
   */
  private boolean reads(Head reader, String by, JournalChange change) {
    Partition partition = change.line().partition();
    Content now = head(partition).content();
    boolean changes =
        change.replaced().map(r -> !r.content().checksum().equals(now.checksum())).orElse(true);
    return changes
        && (sees(reader, partition, now)
            || (reader.inputs().containsKey(RecordedInputs.slice(partition.table()))
                && stoodWhen(by, partition, now)));
  }

  private boolean stoodWhen(String run, Partition partition, Content now) {
    return journal
        .asOf(run, partition)
        .filter(l -> l.fullChecksum().equals(now.fullChecksum()))
        .isPresent();
  }

  /** One that was seen without rows was read, too. */
  private static boolean sees(Head reader, Partition partition, Content now) {
    return Optional.ofNullable(reader.inputs().get(partition.toString()))
        .filter(
            seen ->
                now.rows() == 0
                    ? RecordedInputs.isWithoutRows(seen)
                    : seen.equals(RecordedInputs.of(now)))
        .isPresent();
  }

  private Replacement pointBack(JournalChange change) {
    return replacement(change, change.replaced().orElseThrow());
  }

  /**
   * A run that found a partition's rows as they were, or found that it has none, taught its head
   * what they were computed from now, and until when they are open: that is forgotten with the run.
   */
  private Optional<Replacement> forgotten(JournalChange change) {
    Head now = head(change.line().partition());
    return change
        .replaced()
        .filter(r -> journal.isAsLeftBy(runId, r.partition()))
        .filter(r -> r.content().equals(now.content()))
        .filter(
            r -> !inputs(r).equals(now.inputs()) || !r.completeness().equals(now.completeness()))
        .filter(r -> change.missing().isEmpty())
        .map(r -> replacement(change, r));
  }

  private Replacement replacement(JournalChange change, Head to) {
    TableRef table = view.tables().get(change.line().table());
    return new Replacement(
        table.qualifiedName(),
        table.partitionColumn(),
        table.grain(),
        new PartitionResult(to.partition(), change.columns(), to.files(), to.content(), inputs(to)),
        to.completeness(),
        head(to.partition()).version());
  }

  /** What was not published before is not published afterwards: who reads it may wait for it. */
  private static SortedMap<String, String> inputs(Head to) {
    if (to.version() != Head.NONE || to.content().rows() > 0) {
      return to.inputs();
    }
    SortedMap<String, String> inputs = new TreeMap<>(to.inputs());
    inputs.put(RecordedInputs.TAKEN_BACK, RecordedInputs.ABSENT);
    return inputs;
  }

  /** Nothing where somebody else's rows come back: they are no version. */
  private Optional<TakesBack.Restored> restored(JournalChange change) {
    Partition partition = change.line().partition();
    return change
        .replaced()
        .filter(
            r ->
                r.content()
                    .fullChecksum()
                    .equals(
                        journal
                            .maker(partition, r.version())
                            .map(JournalLine::fullChecksum)
                            .orElse(Content.EMPTY.fullChecksum())))
        .map(r -> new TakesBack.Restored(partition, journal.origin(partition, r.version())));
  }

  private PartitionChange shown(Replacement replacement) {
    Content before = head(replacement.result().partition()).content();
    return PartitionChanges.of(replacement, before, diff(before, replacement.result().content()));
  }

  /** Where the contents tell it; which columns are the key, only the model of that time knew. */
  private static Optional<Diff> diff(Content before, Content after) {
    if (before.rows() == 0 || after.rows() == 0) {
      return Optional.of(new Diff(after.rows(), before.rows(), 0, 0));
    }
    return before.rows() == after.rows() && before.checksum().equals(after.checksum())
        ? Optional.of(new Diff(0, 0, 0, after.rows()))
        : Optional.empty();
  }

  private Head head(Partition partition) {
    return Optional.ofNullable(view.heads().get(partition)).orElse(Head.none(partition));
  }
}
