package dev.medallion.replay.transforms.run;

import dev.medallion.replay.options.settings.Allow;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.engine.SessionSettings;
import dev.medallion.replay.transforms.flow.deadletter.Attempts;
import dev.medallion.replay.transforms.flow.match.ArrivedObjects;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.model.functions.MaskKey;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import dev.medallion.replay.transforms.run.completion.Completions;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Place;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Everything that decides what a run does and gives. It travels to the workers; the model does as
 * its files, and is loaded where it is used.
 *
 * @param runId names the run
 * @param modelFiles the model's folder
 * @param roots source to the root below which its path lies
 * @param scope the days replaced
 * @param arrives source to how far its objects may lie, where the user widened it
 * @param tables the tables published; empty: all
 * @param scopes the values of scope columns whose rows are replaced; empty: all rows
 * @param warehouse where partitions are published
 * @param state folder of runs and published files
 * @param staging folder of this run's files; all of it may be deleted after the run
 * @param runFolder where the receipt, and a blocked run's dead letters, lie
 * @param shards how many shards a stream has; 0: by the bytes listed
 * @param blockBytes how large a block of events is before compression
 * @param memoryBytes of native memory for all of a process's DuckDBs together
 * @param objectsAtOnce how many objects of a bucket a process reads at once
 * @param allowed findings let through
 * @param signatureSecrets files of webhook secrets beside those of the environment
 * @param masks the secret of the masks that the model's SQL makes
 * @param repairs corrections applied, records redriven
 * @param mode how far it goes
 * @param turn how often its work from the published heads on was begun again, by being resumed
 */
@RecordBuilder
public record RunSpec(
    String runId,
    ModelFiles modelFiles,
    SortedMap<String, Address> roots,
    Scope scope,
    Map<String, Reach> arrives,
    Set<String> tables,
    List<String> scopes,
    WarehouseAddress warehouse,
    Address state,
    Address staging,
    Address runFolder,
    int shards,
    long blockBytes,
    long memoryBytes,
    int objectsAtOnce,
    List<Allow> allowed,
    List<Address> signatureSecrets,
    MaskSecret masks,
    RepairDigests repairs,
    Mode mode,
    int turn)
    implements Serializable, RunSpecBuilder.With {

  public RunSpec {
    // Records of runs that knew no scopes have none.
    scopes = scopes == null ? List.of() : List.copyOf(scopes);
    // An earlier program's record has none.
    masks = masks == null ? MaskSecret.NONE : masks;
  }

  /** The key of the masks that the model's SQL makes, read by this process. */
  public MaskKey maskKey() {
    return masks.key(runId, System.getenv());
  }

  /** The corrections that the run applies. */
  public Corrections corrections() {
    return Corrections.pinned(at(staging), repairs.corrections());
  }

  /** The records that the run redrives. */
  public Attempts redriven() {
    return Attempts.pinned(at(staging), repairs.redriven());
  }

  /** The objects that named the run's days; none where it was not the arrival clock that did. */
  public ArrivedObjects arrived() {
    return ArrivedObjects.pinned(at(staging), repairs.arrived());
  }

  /** Whether the run publishes a table; the others are built only as context for those. */
  public boolean publishes(String table) {
    return tables.isEmpty() || tables.contains(table);
  }

  /**
   * Whether only some of a table's or ledger's rows are replaced in each partition, and the others
   * carried over.
   */
  public boolean replacesPartOf(Model model, Table table) {
    return !scopes.isEmpty() && model.scopeOf(table).isPresent();
  }

  /** The completion records of this run's units of work. */
  public Completions completions() {
    return new Completions(at(staging), RunSpecDigest.of(this));
  }

  private static Place at(Address folder) {
    return StandardStorages.at(folder);
  }

  /** The records of the units that rest on the heads, which are read anew in every turn. */
  public Completions completionsOfTurn() {
    return completions().ofTurn(turn);
  }

  /**
   * Whether other runs may be at work on its partitions, so that it reads their heads only when it
   * is its turn to publish.
   */
  public boolean takesTurns() {
    return !scopes.isEmpty() && mode.publishes();
  }

  /** What a DuckDB session of this run may use. */
  public SessionSettings session(String zone) {
    List<String> readable = new ArrayList<>();
    for (Address folder : List.of(staging, state.resolve("files"))) {
      if (LocalFolders.isLocal(folder)) {
        readable.add(folder.uri());
      }
    }
    if (readable.size() < 2) {
      readable.add(LocalFiles.folder().toString());
    }
    String spill =
        LocalFolders.isLocal(staging)
            ? staging.resolve("spill").uri()
            : LocalFiles.folder().resolve("spill").toString();
    return new SessionSettings(zone, memoryBytes, spill, List.copyOf(readable));
  }
}
