package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseView;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the heads, and looks whether the warehouse still holds what they say, for the partitions
 * that the run replaces or reads. What somebody else wrote is exported, so that the run sees the
 * rows that are really there. So is what was published but is kept no longer, as where the
 * warehouse was restored from a backup.
 */
public final class PublishedReader {
  private final Model model;
  private final RunSpec run;
  private final Warehouse warehouse;

  public PublishedReader(Model model, RunSpec run, Warehouse warehouse) {
    this.model = model;
    this.run = run;
    this.warehouse = warehouse;
  }

  /**
   * Reads.
   *
   * @param attempt tells the files that two attempts export apart
   */
  public Published read(String attempt) {
    Map<String, TableRef> tables = new TreeMap<>();
    for (Table table : model.stored()) {
      tables.put(table.name(), TableRef.of(table));
    }
    WarehouseView view = warehouse.read(tables.values());
    SortedMap<Partition, Head> heads = new TreeMap<>(view.heads());
    Map<TableRef, Set<String>> wanted = new HashMap<>();
    Set<Partition> looked = new TreeSet<>();
    PartitionsOfInterest.of(model, run.scope(), heads.keySet())
        .forEach(
            (table, values) -> {
              wanted.put(tables.get(table), values);
              values.forEach(value -> looked.add(new Partition(table, value)));
            });
    SortedMap<Partition, Content> live = warehouse.liveContent(wanted);
    looked.removeIf(p -> !heads.containsKey(p) && !live.containsKey(p));
    TreeSet<Partition> foreign = new TreeSet<>();
    FilesOfHeads kept =
        FilesOfHeads.of(
            view.heads().values().stream().filter(h -> looked.contains(h.partition())).toList());
    for (Partition partition : looked) {
      Content there = live.getOrDefault(partition, Content.EMPTY);
      Head head = heads.get(partition);
      TableRef table = tables.get(partition.table());
      if (head == null || !head.content().fullChecksum().equals(there.fullChecksum())) {
        foreign.add(partition);
        heads.put(partition, asFound(table, partition, head, there, attempt));
      } else if (kept.isMissing(head)) {
        heads.put(partition, head.withFiles(List.of(export(table, partition, attempt))));
      }
    }
    return new Published(new ArrayList<>(heads.values()), foreign, view.newest());
  }

  private Head asFound(
      TableRef table, Partition partition, Head head, Content there, String attempt) {
    List<StagedFile> files =
        there.rows() == 0 ? List.of() : List.of(export(table, partition, attempt));
    return Optional.ofNullable(head).orElse(Head.none(partition)).found(there, files);
  }

  private StagedFile export(TableRef table, Partition partition, String attempt) {
    Address target =
        run.staging()
            .resolve("exported")
            .resolve(attempt)
            .resolve(partition.table())
            .resolve(partition.value() + ".parquet");
    try (Outgoing file = Outgoing.to(target)) {
      StagedFile exported = warehouse.export(table, partition.value(), file.path());
      file.store();
      return exported.at(file.uri());
    }
  }
}
