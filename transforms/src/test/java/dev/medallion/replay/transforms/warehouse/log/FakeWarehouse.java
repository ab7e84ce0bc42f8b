package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A warehouse without transactions, whose log is in memory and whose jobs can be made to fail. */
final class FakeWarehouse {
  static final Owner SELF = new HostProcess("here", 99, Instant.EPOCH);

  private static final Address STATE = Address.parse("gs://bucket/state");

  final FakeJobs jobs;
  private final Storage storage = new MemoryStorage(Address.GS);
  private final KeptFiles kept;
  final FakeTables tables;
  private final UnaryOperator<Storage> onTheWayToStorage;
  private final UnaryOperator<Jobs> onTheWayToJobs;
  private int atATime = 1;

  FakeWarehouse(Path folder) {
    this(folder, s -> s, j -> j);
  }

  /**
   * @param onTheWayToStorage what a call to the log's storage meets
   * @param onTheWayToJobs what a call about a job meets
   */
  FakeWarehouse(
      Path folder, UnaryOperator<Storage> onTheWayToStorage, UnaryOperator<Jobs> onTheWayToJobs) {
    try {
      this.kept = new KeptFiles(Address.of(Files.createDirectories(folder.resolve("state"))));
      this.tables = new FakeTables(Files.createDirectories(folder.resolve("tables")), kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.jobs = new FakeJobs(tables::carryOut);
    this.onTheWayToStorage = onTheWayToStorage;
    this.onTheWayToJobs = onTheWayToJobs;
  }

  /** The same, which writes several partitions at once. */
  FakeWarehouse sideBySide(int partitions) {
    atATime = partitions;
    return this;
  }

  /** As a new process sees it. */
  Warehouse open(Predicate<Owner> alive) {
    return new LogWarehouse(
        "fake:" + STATE,
        log(),
        tables,
        onTheWayToJobs.apply(jobs),
        kept,
        SELF,
        alive::test,
        atATime);
  }

  StateLog log() {
    return new StateLog(onTheWayToStorage.apply(storage), STATE);
  }

  void writeByHand(TableRef table, String partition, String select) {
    tables.writeByHand(table, partition, select);
  }
}
