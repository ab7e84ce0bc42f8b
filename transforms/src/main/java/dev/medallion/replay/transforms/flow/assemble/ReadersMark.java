package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * That every published partition of a table shows the slice of a whole table's rows as they are: a
 * text in the head of the whole table, of its content and of the slices that were recorded.
 *
 * <p>With it, a run looks only at partitions that ask for a key that changed since. Whatever else
 * moves one of the two (a table published alone, a rollback, another run beside this one, rows
 * written by hand) makes another text of it, and the next run looks at all of them.
 */
public final class ReadersMark {
  private ReadersMark() {}

  /** The marks of a whole table once this run is published, by their names in its head. */
  public static SortedMap<String, String> of(
      Model model, RunSpec run, String whole, Catalog catalog) {
    SortedMap<String, String> marks = new TreeMap<>();
    for (AggregateTable reader : model.aggregates()) {
      for (Input input : reader.inputs()) {
        if (input.table().equals(whole) && input.slice().isPresent()) {
          mark(run, reader, whole, catalog)
              .ifPresent(mark -> marks.put(RecordedInputs.readers(reader.name()), mark));
        }
      }
    }
    return marks;
  }

  /** One whose reader the run leaves alone stays as it is, and stands if the rows do. */
  private static Optional<String> mark(
      RunSpec run, AggregateTable reader, String whole, Catalog catalog) {
    Partition all = new Partition(whole, Grain.ALL);
    return run.publishes(reader.name())
        ? Optional.of(
            text(RecordedInputs.of(catalog.content(all)), slices(reader, whole, catalog, true)))
        : catalog.published(all).map(h -> h.inputs().get(RecordedInputs.readers(reader.name())));
  }

  /** Whether the published partitions of a reader show what is published of the whole table. */
  static boolean stands(AggregateTable reader, String whole, Catalog catalog) {
    Optional<Head> head = catalog.published(new Partition(whole, Grain.ALL));
    return head.map(h -> h.inputs().get(RecordedInputs.readers(reader.name())))
        .filter(
            mark ->
                mark.equals(
                    text(
                        RecordedInputs.of(head.get().content()),
                        slices(reader, whole, catalog, false))))
        .isPresent();
  }

  private static SortedMap<String, String> slices(
      AggregateTable reader, String whole, Catalog catalog, boolean withBuilt) {
    String name = RecordedInputs.slice(whole);
    SortedMap<String, String> slices = new TreeMap<>();
    for (Head head : catalog.published(reader.name())) {
      if (!head.wasTakenBack()) {
        slices.put(head.partition().value(), slice(head.inputs(), name));
      }
    }
    if (withBuilt) {
      for (PartitionResult built : catalog.built(reader.name())) {
        slices.put(built.partition().value(), slice(built.inputs(), name));
      }
    }
    return slices;
  }

  private static String slice(Map<String, String> inputs, String name) {
    return inputs.getOrDefault(name, "");
  }

  private static String text(String content, SortedMap<String, String> slices) {
    StringBuilder lines = new StringBuilder(content);
    slices.forEach((value, slice) -> lines.append('\n').append(value).append(' ').append(slice));
    return Sha256.ofText(lines.toString());
  }
}
