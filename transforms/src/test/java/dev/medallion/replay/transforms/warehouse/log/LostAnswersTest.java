package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.storage.memory.Fault;
import dev.medallion.replay.transforms.storage.memory.UnreliableStorage;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Supplier;

/** The same where a quarter of the calls that write something are carried out without an answer. */
class LostAnswersTest extends LogWarehouseTest {
  private final Random random = new Random(7);

  @Override
  FakeWarehouse make(Path folder) {
    Supplier<Fault> faults = () -> random.nextInt(4) == 0 ? Fault.LOSES_ANSWER : Fault.NONE;
    return new FakeWarehouse(
        folder,
        storage ->
            new UnreliableStorage(
                storage, call -> call.kind() == Fault.Kind.CREATE ? faults.get() : Fault.NONE),
        jobs -> new UnreliableJobs(jobs, faults));
  }
}
