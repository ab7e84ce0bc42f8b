package dev.medallion.replay.benchmarks.simulation;

import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.Models;
import java.util.Map;
import java.util.TreeMap;

/** A model of as many sources as tables, each cut by day. */
final class SyntheticModel {
  private SyntheticModel() {}

  static Model of(int tables) {
    StringBuilder yaml = new StringBuilder("model: synthetic\ntime_zone: UTC\nsources:\n");
    StringBuilder streams = new StringBuilder("streams:\n");
    Map<String, String> files = new TreeMap<>();
    for (int i = 1; i <= tables; i++) {
      yaml.append(
          """
            s%1$d:
              path: 's%1$d/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl'
              format: jsonl
              arrives: {before: P0D, after: P0D}
          """
              .formatted(i));
      streams.append(
          """
            e%1$d:
              shard_by: [id]
              entities:
                e%1$d:
                  from: s%1$d
                  key: [id]
                  latest_by: [ver]
                  business_time: day
                  fields:
                    id:  {path: /id, type: string, required: true}
                    ver: {path: /ver, type: int64, required: true}
                    day: {path: /day, type: date, format: iso8601, required: true}
              tables:
                t%1$d: {layer: silver, entity: e%1$d, sql: silver/t%1$d.sql, key: [id], partition_by: {column: day, grain: day}}
          """
              .formatted(i));
      files.put("silver/t" + i + ".sql", "SELECT id, day, _event FROM e" + i);
    }
    files.put("model.yaml", yaml.toString() + streams);
    return Models.of(ModelFiles.of(files));
  }
}
