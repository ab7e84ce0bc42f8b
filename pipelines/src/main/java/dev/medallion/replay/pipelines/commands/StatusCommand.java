package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.StatusOptions;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.options.settings.OutputChecks;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.run.receipt.ManifestJson;
import dev.medallion.replay.transforms.run.status.Status;
import dev.medallion.replay.transforms.run.status.StatusReader;
import dev.medallion.replay.transforms.run.status.StatusText;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code replay status}: the current state of runs, leases and partitions. */
public final class StatusCommand implements Command {
  /** A run holds the warehouse for moments only; whoever holds it longer is worth a word. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String summary() {
    return "show runs, leases, open partitions, runs to resume, and disk use";
  }

  @Override
  public String about() {
    return "Shows the runs in --state and how they ended, who holds leases on which partitions,"
        + " which published partitions are not complete, which runs can be resumed, and the"
        + " disk space in use. It changes nothing. It works even if the warehouse does not"
        + " exist yet or another process holds it.";
  }

  @Override
  public List<String> examples() {
    return List.of("status", "status --model=payments", "status --format=json");
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return StatusOptions.class;
  }

  @Override
  public int run(List<String> args, Console console) {
    Problems problems = new Problems();
    StatusOptions options = OptionsParser.of(StatusOptions.class).parse(args, problems);
    Format format = OutputChecks.formatOfReceipt(options, problems);
    WarehouseAddress warehouse = WarehouseLocator.warehouse(options, problems);
    problems.throwIfAny();
    Status status = read(warehouse, WarehouseLocator.state(options, warehouse));
    console.out().print(format == Format.JSON ? ManifestJson.text(status) : StatusText.of(status));
    return 0;
  }

  private static Status read(WarehouseAddress warehouse, Address state) {
    try {
      return new StatusReader(
              Warehouses.glance(warehouse, state, PATIENCE),
              warehouse.file(),
              state,
              WarehouseLocator.place(warehouse, state))
          .read(Nondeterminism.now().atZone(ZoneOffset.UTC).toLocalDate());
    } catch (IOException e) {
      throw new WarehouseException(e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new WarehouseException(e.getMessage() + ": " + e.getCause().getMessage(), e.getCause());
    }
  }
}
