package dev.medallion.replay.transforms.flow.decode.documents;

import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.EventStream;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.ModelLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Contracts whose tables hold every field of every winner, as it was decoded. */
final class ContractModels {
  static final Map<String, Model> ALL = Map.of("every type", everyType(), "payments", payments());

  private ContractModels() {}

  private static Model everyType() {
    try (InputStream in = ContractModels.class.getResourceAsStream("/every-type/model.yaml")) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return load(yaml, Map.of("silver/things.sql", "SELECT * FROM thing"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The contracts of the payments model; its tables are made to show what was decoded. */
  private static Model payments() {
    ModelFiles files = ModelFiles.builtIn("payments");
    Model original = ModelLoader.load(files);
    String yaml =
        files
            .text("model.yaml")
            .orElseThrow()
            .replaceFirst("(?s)\ntables:.*", "\n")
            .replaceAll("partition_by: \\{[^}]*\\}", "partition_by: {grain: none}")
            .replaceAll("(?m)^ +(references|cluster_by|columns): .*\n", "")
            .replaceAll("(?m)^ +history: .*\n", "")
            .replaceAll("(?m)^( +)latest_by:", "$1history: full\n$1latest_by:");
    TreeMap<String, String> sql = new TreeMap<>();
    for (EventStream stream : original.streams()) {
      for (EntityTable table : stream.tables()) {
        sql.put(table.sqlFile(), "SELECT * FROM " + table.entity());
      }
    }
    return load(yaml, sql);
  }

  private static Model load(String yaml, Map<String, String> selectAll) {
    TreeMap<String, String> texts = new TreeMap<>(selectAll);
    texts.put("model.yaml", yaml);
    return ModelLoader.load(ModelFiles.of(texts));
  }
}
