package dev.medallion.replay.pipelines.suite.blocked;

import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A lake that is being spoiled, with the model and the options that it will be replayed with. */
final class Spoiled {
  private final Path folder;
  private final Bronze bronze;
  private final Map<String, String> options = new LinkedHashMap<>();
  private ModelCopy model;

  /** The lake in {@code folder/lake}. */
  Spoiled(Path folder, Lake lake) {
    this.folder = folder;
    this.bronze = Bronze.of(lake);
  }

  Bronze bronze() {
    return bronze;
  }

  Path folder() {
    return folder;
  }

  /** The folder of the warehouse's runs and corrections. */
  Path state() {
    return folder.resolve("lake.duckdb.state");
  }

  ModelCopy model() {
    if (model == null) {
      model = ModelCopy.in(folder.resolve("model"));
    }
    return model;
  }

  void option(String name, String value) {
    options.put(name, value);
  }

  List<String> options() {
    List<String> all = new ArrayList<>();
    if (model != null) {
      all.add(model.option());
    }
    options.forEach((name, value) -> all.add(name + "=" + value));
    return all;
  }
}
