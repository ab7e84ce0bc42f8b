package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.DeadLetters;
import dev.medallion.replay.transforms.warehouse.Heads;
import dev.medallion.replay.transforms.warehouse.Journal;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.LeaseHolders;
import dev.medallion.replay.transforms.warehouse.LeaseResult.Holder;
import dev.medallion.replay.transforms.warehouse.Liveness;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Tables;
import dev.medallion.replay.transforms.warehouse.UnitOfWork;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A unit of work over one state of the log. */
final class LogUnit implements UnitOfWork {
  private final LogState state;
  private final LogJournal journal;
  private final StoredTables tables;
  private final KeptFiles kept;
  private final Liveness liveness;

  LogUnit(
      LogState state, LogJournal journal, StoredTables tables, KeptFiles kept, Liveness liveness) {
    this.state = state;
    this.journal = journal;
    this.tables = tables;
    this.kept = kept;
    this.liveness = liveness;
  }

  @Override
  public Heads heads() {
    return wanted -> {
      Map<String, Set<String>> values = new HashMap<>();
      wanted.forEach((table, asked) -> values.put(table.name(), Set.copyOf(asked)));
      return heads(p -> values.getOrDefault(p.table(), Set.of()).contains(p.value()));
    };
  }

  /** All heads of some tables. */
  SortedMap<Partition, Head> heads(Collection<TableRef> tables) {
    Set<String> names = tables.stream().map(TableRef::name).collect(Collectors.toSet());
    return heads(p -> names.contains(p.table()));
  }

  private SortedMap<Partition, Head> heads(Predicate<Partition> wanted) {
    SortedMap<Partition, Head> heads = new TreeMap<>();
    state
        .heads()
        .forEach(
            (partition, head) -> {
              if (wanted.test(partition)) {
                heads.put(partition, resolved(head));
              }
            });
    return heads;
  }

  /** The same with its files where they lie now. */
  Head resolved(Head head) {
    return head.withFiles(head.files().stream().map(kept::resolve).toList());
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public Tables tables() {
    return new HeadedTables(tables, state);
  }

  @Override
  public LeaseHolders leases() {
    return new LeaseHolders() {
      @Override
      public List<Holder> held() {
        return state.leases().values().stream().map(Entry.Lease::holder).toList();
      }

      @Override
      public boolean mayBeAlive(Owner owner) {
        return liveness.mayBeAlive(owner);
      }
    };
  }

  @Override
  public DeadLetters deadLetters() {
    return new LogDeadLetters(journal.records(), kept);
  }

  @Override
  public Map<StagedFile, StagedFile> keep(Collection<StagedFile> files) {
    return kept.keepAll(files);
  }
}
