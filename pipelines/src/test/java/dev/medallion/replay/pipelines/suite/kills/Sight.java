package dev.medallion.replay.pipelines.suite.kills;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Tables;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a warehouse and its state hold, apart from times and from who was at work. */
final class Sight {
  private static final List<String> OPS =
      List.of(
          "SELECT table_name, partition, version, run_id, checksum FROM ops.replay_heads"
              + " ORDER BY ALL",
          "SELECT run_id, command, basis, verdict FROM ops.replay_runs ORDER BY ALL",
          "SELECT run_id, table_name, partition, full_checksum_after FROM ops.replay_partitions"
              + " ORDER BY ALL",
          "SELECT code, object, position, _attempt FROM ops.replay_dead_letters ORDER BY ALL",
          "SELECT * FROM ops.replay_leases");

  private Sight() {}

  /**
   * Looks.
   *
   * @param runId is called {@code killed} in what is given back
   * @return the rows of every table, and names of files, under the name of what holds them
   */
  static SortedMap<String, List<String>> of(Bench bench, String runId) throws IOException {
    Tables tables = bench.tables();
    SortedMap<String, List<String>> seen = new TreeMap<>(tables.contents());
    seen.put("dead letters", tables.deadLetters());
    for (String sql : OPS) {
      seen.put(
          sql,
          tables.query(sql).stream().map(row -> row.replace(runId, Deed.RUN)).sorted().toList());
    }
    seen.put("staging", Folders.names(bench.state().resolve("staging")));
    seen.put(
        "corrections",
        new CorrectionStore(StandardStorages.at(bench.state()))
            .all().stream().map(c -> c.place() + " " + c.sequence()).toList());
    return seen;
  }
}
