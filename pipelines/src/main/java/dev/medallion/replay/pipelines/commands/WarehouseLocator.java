package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.LookOptions;
import dev.medallion.replay.options.StateOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.settings.FolderChecks;
import dev.medallion.replay.options.settings.Places;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.pipelines.launch.Addresses;
import dev.medallion.replay.pipelines.text.ShellWord;
import dev.medallion.replay.transforms.storage.Address;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the warehouse of a command that only reads. */
final class WarehouseLocator {
  private WarehouseLocator() {}

  /** Where it is; what is wrong with the options is added to the problems. */
  public static WarehouseAddress warehouse(LookOptions options, Problems problems) {
    WarehouseAddress usual =
        Optional.ofNullable(options.getModel())
            .map(Places::warehouseOf)
            .orElse(WarehouseAddress.duckDb(Path.of(DemoCommand.WAREHOUSE)));
    Optional<String> given = Optional.ofNullable(options.getWarehouse());
    if (given.isEmpty()) {
      return usual;
    }
    Optional<WarehouseAddress> address = WarehouseAddress.parse(given.get());
    if (address.isEmpty()) {
      problems.add(
          Text.format(
              "--warehouse=%s is not a warehouse: use duckdb:<file> or bigquery:<project>.<dataset"
                  + " prefix>",
              given.get()));
    }
    address.ifPresent(a -> FolderChecks.check(a, problems));
    return address.orElse(usual);
  }

  /**
   * The folder that keeps its runs.
   *
   * @throws UsageException where that can't be one
   */
  public static Address state(StateOptions options, WarehouseAddress warehouse) {
    String state =
        Optional.ofNullable(options.getState())
            .or(() -> Places.stateOf(warehouse))
            .orElseThrow(() -> new UsageException(List.of(Places.stateMissing(warehouse))));
    Problems problems = new Problems();
    FolderChecks.check("--state", state, problems);
    problems.throwIfAny();
    return Addresses.of("--state", state);
  }

  /** The options by which a command finds this warehouse and state, for a shell. */
  public static String place(WarehouseAddress warehouse, Address state) {
    String option = "--warehouse=" + ShellWord.quote(warehouse.toString());
    return Places.stateOf(warehouse).map(Address::parse).filter(state::equals).isPresent()
        ? option
        : option + " --state=" + ShellWord.quote(state.uri());
  }
}
