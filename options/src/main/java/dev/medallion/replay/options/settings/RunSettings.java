package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Reach;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * All settings of a replay: checked, with every default filled in, fixed for the run.
 *
 * @param model a built-in model's name, an absolute folder, or the address of one
 * @param inputs the absolute root folder of a source's objects, or its address
 * @param window ask it for its days with the model's time zone
 * @param arrives overrides the model, if present
 * @param tables publish these only; empty: all
 * @param scopes replay only these values of the scope columns; empty: all
 * @param warehouse where partitions are published
 * @param state absolute folder, or the address of one
 * @param staging absolute folder, or the address of one
 * @param asOf the run's "now"
 * @param expandAffected replace affected partitions outside the window as well
 * @param shards of every stream; 0: computed after listing
 * @param blockBytes of decoded events in one block, before compression
 * @param memoryBytes that the DuckDBs of this process may use together
 * @param objectsAtOnce how many objects of a bucket a process reads at once
 * @param signatureSecrets an absolute file, or the address of one; empty: none
 * @param maskSecret an absolute file, or the address of one; empty: none
 */
public record RunSettings(
    String model,
    BySource<String> inputs,
    WindowRequest window,
    WindowClock windowClock,
    BySource<Reach> arrives,
    List<String> tables,
    List<String> scopes,
    WarehouseAddress warehouse,
    String state,
    String staging,
    String runId,
    Instant asOf,
    List<Allow> allow,
    boolean expandAffected,
    int shards,
    int blockBytes,
    long memoryBytes,
    int objectsAtOnce,
    String signatureSecrets,
    String maskSecret)
    implements Serializable {
  public RunSettings {
    tables = List.copyOf(tables);
    scopes = List.copyOf(scopes);
    allow = List.copyOf(allow);
  }

  /** The same for a window of these days. */
  public RunSettings ofDays(DayRange days) {
    return new RunSettings(
        model,
        inputs,
        WindowRequest.ofDays(days.from(), days.to()),
        windowClock,
        arrives,
        tables,
        scopes,
        warehouse,
        state,
        staging,
        runId,
        asOf,
        allow,
        expandAffected,
        shards,
        blockBytes,
        memoryBytes,
        objectsAtOnce,
        signatureSecrets,
        maskSecret);
  }
}
