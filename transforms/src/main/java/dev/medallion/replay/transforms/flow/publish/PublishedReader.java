package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseView;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * rows that are really there.
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
    for (Partition partition : looked) {
      Content there = live.getOrDefault(partition, Content.EMPTY);
      Head head = heads.get(partition);
      if (head == null || !head.content().fullChecksum().equals(there.fullChecksum())) {
        foreign.add(partition);
        heads.put(
            partition, asFound(tables.get(partition.table()), partition, head, there, attempt));
      }
    }
    return new Published(new ArrayList<>(heads.values()), foreign, view.newest());
  }

  private Head asFound(
      TableRef table, Partition partition, Head head, Content there, String attempt) {
    List<StagedFile> files =
        there.rows() == 0
            ? List.of()
            : List.of(warehouse.export(table, partition.value(), exportFile(partition, attempt)));
    return Optional.ofNullable(head).orElse(Head.none(partition)).found(there, files);
  }

  private Path exportFile(Partition partition, String attempt) {
    Path folder = Path.of(run.staging().uri(), "exported", attempt, partition.table());
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + folder, e);
    }
    return folder.resolve(partition.value() + ".parquet");
  }
}
