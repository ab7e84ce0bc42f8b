package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.assemble.AggregateInputs;
import dev.medallion.replay.transforms.flow.assemble.Catalog;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.receipt.PartitionsInfo.WholeRead;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.ArrayList;
import java.util.List;

/** What tables of grain none cost that are computed from tables with partitions. */
final class WholeTables {
  private WholeTables() {}

  static List<WholeRead> reads(AuditFacts facts) {
    List<WholeRead> reads = new ArrayList<>();
    for (Table table : facts.publishedTables()) {
      if (table instanceof AggregateTable aggregate && table.grain() == Grain.NONE) {
        AggregateInputs inputs = new AggregateInputs(facts.model(), aggregate);
        aggregate.inputs().stream()
            .filter(inputs::isSeenWhole)
            .map(input -> read(facts.catalog(), table, input))
            .forEach(reads::add);
      }
    }
    return reads;
  }

  private static WholeRead read(Catalog catalog, Table table, Input input) {
    List<Partition> partitions = catalog.there(input.table());
    return new WholeRead(
        table.name(),
        input.table(),
        partitions.size(),
        partitions.stream().mapToLong(p -> catalog.content(p).rows()).sum(),
        partitions.stream()
            .flatMap(p -> catalog.files(p).stream())
            .mapToLong(StagedFile::bytes)
            .sum());
  }
}
