package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Snapshot;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import java.util.Optional;

/**
 * Where to start reading: {@code checkpoint.txt} beside the log holds the number of a checkpoint.
 * It is only a hint: without it, or with an old one, reading takes longer.
 */
final class CheckpointHint {
  private final Storage storage;
  private final Address address;

  CheckpointHint(Storage storage, Address state) {
    this.storage = storage;
    this.address = state.resolve("checkpoint.txt");
  }

  /** Reads an entry by its number. */
  @FunctionalInterface
  interface Entries {
    LogRecord read(long number) throws StorageException;
  }

  /** The checkpoint that it names, if there is such a one. */
  Optional<LogRecord> newest(Entries entries) throws StorageException {
    try {
      Optional<Long> number = number(storage.read(address).text());
      return number.isEmpty()
          ? Optional.empty()
          : Optional.of(entries.read(number.get()))
              .filter(found -> found.entry() instanceof Entry.Checkpoint);
    } catch (StorageException.Absent e) {
      return Optional.empty();
    }
  }

  /** Names a checkpoint, unless a newer one is named, or somebody has just named one. */
  void remember(long number) throws StorageException {
    ByteSource text = ByteSource.of(Long.toString(number));
    try {
      Snapshot before = storage.read(address);
      if (number(before.text()).orElse(0L) < number) {
        storage.replace(before.object(), text);
      }
    } catch (StorageException.Absent e) {
      storage.create(address, text);
    } catch (StorageException.PreconditionFailed e) {
      // Somebody else's is as new.
      return;
    }
  }

  private static Optional<Long> number(String text) {
    return text.matches("[1-9][0-9]{0,17}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
