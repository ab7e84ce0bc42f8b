package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.ModelLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The models that this worker has loaded: once a process, whatever many DoFns ask. */
final class Models {
  private static final Map<String, Model> LOADED = new ConcurrentHashMap<>();

  private Models() {}

  static Model of(ModelFiles files) {
    return LOADED.computeIfAbsent(files.digest(), digest -> ModelLoader.load(files));
  }
}
