package dev.medallion.replay.pipelines;

import dev.medallion.replay.options.LookOptions;
import dev.medallion.replay.options.Places;
import dev.medallion.replay.options.Problems;
import dev.medallion.replay.options.StateOptions;
import dev.medallion.replay.options.Text;
import java.nio.file.Path;
import java.util.Optional;

/** Which warehouse a command that only looks is about. */
final class Looked {
  private Looked() {}

  /** Its file; what is wrong with the options is added to the problems. */
  static Path warehouseFile(LookOptions options, Problems problems) {
    String warehouse =
        Optional.ofNullable(options.getWarehouse())
            .or(() -> Optional.ofNullable(options.getModel()).map(Places::warehouseOf))
            .orElse("duckdb:" + DemoCommand.WAREHOUSE);
    Optional<Path> file = Places.duckdbFile(warehouse);
    if (file.isEmpty()) {
      problems.add(
          Text.format("--warehouse=%s is not a warehouse: write duckdb:<file>", warehouse));
    }
    return file.orElse(Path.of(DemoCommand.WAREHOUSE));
  }

  /** The folder that keeps its runs. */
  static Path state(StateOptions options, Path warehouseFile) {
    return Path.of(Optional.ofNullable(options.getState()).orElse(Places.stateOf(warehouseFile)))
        .toAbsolutePath()
        .normalize();
  }

  /** The options by which a command finds this warehouse and state, for a shell. */
  static String place(Path file, Path state) {
    String warehouse = "--warehouse=" + ShellWord.quote("duckdb:" + file);
    return state.equals(Path.of(Places.stateOf(file)))
        ? warehouse
        : warehouse + " --state=" + ShellWord.quote(state.toString());
  }
}
