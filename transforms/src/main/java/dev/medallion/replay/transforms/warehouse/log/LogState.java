package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a log says, up to one of its entries. It follows from the entries alone, so everybody who
 * has read the same ones knows the same.
 *
 * @param log its id; empty before its first entry
 * @param last the number of that entry; 0 before the first
 * @param checkpoint the number of the newest checkpoint; 0 where there is none
 * @param heads of all partitions that were published
 * @param leases by run
 * @param open publications that have not ended, by the number of their intent
 * @param used attempts at the next version of a partition that can't be used again
 * @param closed the newest publication that has ended of each run
 */
record LogState(
    Optional<String> log,
    long last,
    long checkpoint,
    SortedMap<Partition, Head> heads,
    SortedMap<String, Entry.Lease> leases,
    SortedMap<Long, Entry.Intent> open,
    SortedMap<Partition, Integer> used,
    SortedMap<String, Entry.Closed> closed) {
  /** Of a log without entries. */
  public static final LogState EMPTY =
      new LogState(
          Optional.empty(),
          0,
          0,
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap());

  public LogState {
    heads = Collections.unmodifiableSortedMap(new TreeMap<>(heads));
    leases = Collections.unmodifiableSortedMap(new TreeMap<>(leases));
    open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
    used = Collections.unmodifiableSortedMap(new TreeMap<>(used));
    closed = Collections.unmodifiableSortedMap(new TreeMap<>(closed));
  }

  /** The head of a partition, which may never have been published. */
  public Head head(Partition partition) {
    return Optional.ofNullable(heads.get(partition)).orElseGet(() -> Head.none(partition));
  }

  /** The first attempt at a partition's next version that is free. */
  int firstAttempt(Partition partition) {
    return used.getOrDefault(partition, 0) + 1;
  }

  /**
   * What the log says with its next entry.
   *
   * @throws DamagedLogException where that can't be the next one
   */
  LogState then(LogRecord next) {
    if (next.number() != last + 1) {
      throw damaged(next, "entry %d is missing", last + 1);
    }
    if (log.isPresent() && !log.get().equals(next.log())) {
      throw damaged(next, "it belongs to another log, %s, not %s", next.log(), log.get());
    }
    Draft draft = new Draft(this, next);
    draft.add(next.entry());
    return draft.state();
  }

  /** What a checkpoint says by itself. */
  static LogState at(LogRecord checkpoint) {
    if (!(checkpoint.entry() instanceof Entry.Checkpoint)) {
      throw damaged(checkpoint, "it is not a checkpoint");
    }
    LogState before =
        new LogState(
            Optional.of(checkpoint.log()),
            checkpoint.number() - 1,
            0,
            EMPTY.heads,
            EMPTY.leases,
            EMPTY.open,
            EMPTY.used,
            EMPTY.closed);
    return before.then(checkpoint);
  }

  /** All of it as an entry. */
  Entry.Checkpoint asCheckpoint() {
    return new Entry.Checkpoint(
        List.copyOf(heads.values()),
        List.copyOf(leases.values()),
        open.entrySet().stream().map(o -> new Entry.OpenIntent(o.getKey(), o.getValue())).toList(),
        used.entrySet().stream()
            .map(u -> new Entry.UsedAttempts(u.getKey(), u.getValue()))
            .toList(),
        List.copyOf(closed.values()));
  }

  private static DamagedLogException damaged(LogRecord at, String what, Object... values) {
    return new DamagedLogException(
        Text.format("the log is damaged at entry %d: ", at.number()) + Text.format(what, values));
  }

  /** A state that is being made. */
  private static final class Draft {
    private final LogRecord next;
    private long checkpoint;
    private final TreeMap<Partition, Head> heads;
    private final TreeMap<String, Entry.Lease> leases;
    private final TreeMap<Long, Entry.Intent> open;
    private final TreeMap<Partition, Integer> used;
    private final TreeMap<String, Entry.Closed> closed;

    Draft(LogState state, LogRecord next) {
      this.next = next;
      this.checkpoint = state.checkpoint;
      this.heads = new TreeMap<>(state.heads);
      this.leases = new TreeMap<>(state.leases);
      this.open = new TreeMap<>(state.open);
      this.used = new TreeMap<>(state.used);
      this.closed = new TreeMap<>(state.closed);
    }

    LogState state() {
      return new LogState(
          Optional.of(next.log()), next.number(), checkpoint, heads, leases, open, used, closed);
    }

    void add(Entry entry) {
      if (entry instanceof Entry.Lease lease) {
        lease.overtaken().forEach(leases::remove);
        leases.put(lease.runId(), lease);
      } else if (entry instanceof Entry.Release release) {
        leases.remove(release.runId());
      } else if (entry instanceof Entry.Intent intent) {
        open.put(next.number(), intent);
      } else if (entry instanceof Entry.Done done) {
        Entry.Intent intent = close(done.intent(), true);
        Map<Partition, Ending> endings = byPartition(done.endings());
        intent
            .steps()
            .forEach(
                step -> publish(intent, step, Optional.ofNullable(endings.get(step.partition()))));
      } else if (entry instanceof Entry.Abandoned abandoned) {
        abandon(close(abandoned.intent(), false), abandoned.endings());
      } else if (entry instanceof Entry.Checkpoint all) {
        replace(all);
      }
    }

    private Entry.Intent close(long number, boolean done) {
      Entry.Intent intent = open.remove(number);
      if (intent == null) {
        throw damaged(next, "it ends publication %d, which is not open", number);
      }
      closed.put(
          intent.runId(),
          new Entry.Closed(intent.runId(), intent.changes().digest(), number, next.number(), done));
      return intent;
    }

    private void abandon(Entry.Intent intent, List<Ending> endings) {
      Map<Partition, Ending> byPartition = byPartition(endings);
      for (Step step : intent.steps()) {
        Ending ending = byPartition.get(step.partition());
        if (ending == null) {
          throw damaged(next, "it does not say how %s ended", step.partition());
        }
        if (ending.published()) {
          publish(intent, step, Optional.of(ending));
        } else if (step.needsJob()) {
          used.put(step.partition(), ending.attempts());
        }
      }
    }

    private static Map<Partition, Ending> byPartition(List<Ending> endings) {
      Map<Partition, Ending> byPartition = new HashMap<>();
      endings.forEach(e -> byPartition.put(e.partition(), e));
      return byPartition;
    }

    private void publish(Entry.Intent intent, Step step, Optional<Ending> ending) {
      Replacement replacement =
          intent.changes().replacements().stream()
              .filter(r -> r.result().partition().equals(step.partition()))
              .findFirst()
              .orElseThrow(
                  () -> damaged(next, "it publishes %s, which was never built", step.partition()));
      Head before = heads.getOrDefault(step.partition(), Head.none(step.partition()));
      boolean learns = step.action() == Step.Action.LEARN;
      heads.put(
          step.partition(),
          new Head(
              step.partition(),
              step.version(),
              learns ? before.runId() : intent.runId(),
              learns ? before.files() : replacement.result().files(),
              learns ? before.content() : replacement.result().content(),
              replacement.completeness(),
              replacement.result().inputs(),
              learns ? before.lastModified() : ending.map(Ending::lastModified).orElse("")));
      if (!learns) {
        used.remove(step.partition());
      }
    }

    private void replace(Entry.Checkpoint all) {
      checkpoint = next.number();
      heads.clear();
      all.heads().forEach(h -> heads.put(h.partition(), h));
      leases.clear();
      all.leases().forEach(l -> leases.put(l.runId(), l));
      open.clear();
      all.open().forEach(o -> open.put(o.number(), o.intent()));
      used.clear();
      all.used().forEach(u -> used.put(u.partition(), u.upTo()));
      closed.clear();
      all.closed().forEach(c -> closed.put(c.runId(), c));
    }
  }
}
