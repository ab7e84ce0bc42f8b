package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables for people up to date with the log. Which publications are in them is noted in
 * the state, {@code ops/<20 digits>.txt}; what is noted is never added again, and what is not noted
 * is added under the same ids by whoever comes next, so that no row is there twice.
 */
final class OpsUpdate {
  /** A log that is older than these tables is caught up with over several runs. */
  private static final int MOST_AT_ONCE = 50;

  private static final Logger LOG = LoggerFactory.getLogger(OpsUpdate.class);

  private final Storage storage;
  private final Address folder;

  OpsUpdate(Storage storage, Address state) {
    this.storage = storage;
    this.folder = state.resolve("ops");
  }

  /** Adds a publication to the tables, unless it is there. */
  @FunctionalInterface
  interface Adder {
    void add(LogState state, Entry.Closed publication);
  }

  /**
   * Adds those that are missing, the oldest first.
   *
   * @return why the tables still lack some, as a note for people; none: they don't
   */
  List<String> run(Supplier<LogState> log, Adder adder) {
    try {
      LogState state = log.get();
      Set<String> noted =
          storage.list(folder, NameRange.all()).stream()
              .map(Stat::address)
              .map(Address::name)
              .collect(Collectors.toSet());
      List<Entry.Closed> missing =
          state.closed().values().stream()
              .filter(c -> !noted.contains(name(c)))
              .sorted(Comparator.comparing(Entry.Closed::number))
              .toList();
      for (Entry.Closed publication : missing.subList(0, Math.min(MOST_AT_ONCE, missing.size()))) {
        adder.add(state, publication);
        new Creation(storage).holds(folder.resolve(name(publication)), publication.runId() + "\n");
      }
      return List.of();
    } catch (StorageException | RuntimeException e) {
      // What is published is published, whatever becomes of tables that follow from it.
      LOG.warn("the ops tables are not up to date", e);
      return List.of(
          "the ops tables lack this run, or an earlier one: "
              + e.getMessage()
              + "; the next run that publishes adds it, or resume");
    }
  }

  private static String name(Entry.Closed publication) {
    return Text.format("%020d.txt", publication.number());
  }
}
