package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The log of a state folder: {@code log/<20 digits>.json}, numbered from 1 without gaps. An entry
 * is created only if its number is free, and never changed. A writer that loses the race for a
 * number reads the newer entries, decides again, and takes the next number.
 */
public final class StateLog {
  private static final Pattern NAME = Pattern.compile("[0-9]{20}\\.json");

  private final Storage storage;
  private final Address folder;
  private final Address state;
  private final CheckpointHint hint;
  private final Creation creation;
  private final Supplier<String> tokens;
  private LogState known = LogState.EMPTY;

  /** The log of a state folder, which need not exist. */
  public StateLog(Storage storage, Address state) {
    this(storage, state, Nondeterminism::newSalt);
  }

  /**
   * The same.
   *
   * @param tokens a new one each time, which nobody else has
   */
  StateLog(Storage storage, Address state, Supplier<String> tokens) {
    this.storage = storage;
    this.state = state;
    this.folder = state.resolve("log");
    this.hint = new CheckpointHint(storage, state);
    this.creation = new Creation(storage);
    this.tokens = tokens;
  }

  /** Of the tables for people, whose notes are beside the log. */
  OpsUpdate ops() {
    return new OpsUpdate(storage, state);
  }

  /** Decides what to write, by what the log says. */
  @FunctionalInterface
  public interface Decision {
    /**
     * Is asked again with a newer state whenever somebody else was faster. It may throw to write
     * nothing.
     *
     * @return empty: there is nothing to write
     */
    Optional<? extends Entry> decide(LogState state);
  }

  /** What the log says now. */
  public synchronized LogState read() throws StorageException {
    if (known.last() == 0) {
      known = hint.newest(this::record).map(LogState::at).orElse(LogState.EMPTY);
    }
    NameRange newer =
        known.last() == 0 ? NameRange.all() : NameRange.all().after(name(known.last()));
    for (Stat stat : storage.list(folder, newer)) {
      if (NAME.matcher(stat.address().below(folder)).matches()) {
        known = known.then(record(stat.address()));
      }
    }
    return known;
  }

  /**
   * Writes an entry after all that were written, if it is still to be written then.
   *
   * @return what the log says with it
   * @throws StorageException where it is not known whether it was written; it may still be
   */
  public synchronized LogState append(Decision decision) throws StorageException {
    while (true) {
      LogState state = read();
      Optional<? extends Entry> entry = decision.decide(state);
      if (entry.isEmpty()) {
        return state;
      }
      String token = tokens.get();
      LogRecord next =
          new LogRecord(
              LogRecord.FORMAT, state.log().orElse(token), state.last() + 1, token, entry.get());
      // What does not fit is refused before it is written, not by everybody who reads it.
      LogState after = state.then(next);
      Address address = folder.resolve(name(next.number()));
      if (creation.once(address, LogJson.write(next), token)) {
        known = after;
        return known;
      }
    }
  }

  /**
   * Writes a checkpoint, if as many entries were written since the last one.
   *
   * @param entries how many are worth one
   */
  public void checkpoint(long entries) throws StorageException {
    LogState state =
        append(
            now ->
                now.last() - now.checkpoint() >= entries
                    ? Optional.of(now.asCheckpoint())
                    : Optional.empty());
    if (state.checkpoint() > 0) {
      hint.remember(state.checkpoint());
    }
  }

  /** The entry of a number. */
  public Entry entry(long number) throws StorageException {
    return record(folder.resolve(name(number))).entry();
  }

  private LogRecord record(long number) throws StorageException {
    return record(folder.resolve(name(number)));
  }

  private LogRecord record(Address address) throws StorageException {
    LogRecord found = LogJson.read(address, storage.read(address).text());
    if (!name(found.number()).equals(address.name())) {
      throw new DamagedLogException(
          address + " calls itself entry " + found.number() + ": it is in the wrong place");
    }
    return found;
  }

  private static String name(long number) {
    return Text.format("%020d.json", number);
  }
}
