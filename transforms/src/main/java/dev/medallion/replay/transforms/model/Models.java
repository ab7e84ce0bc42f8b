package dev.medallion.replay.transforms.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The models that this process has loaded: each once, however many commands and DoFns ask. */
public final class Models {
  private static final Map<String, Model> LOADED = new ConcurrentHashMap<>();

  private Models() {}

  /**
   * The model of a folder's files.
   *
   * @throws ModelException all that is wrong with them, every time
   */
  public static Model of(ModelFiles files) {
    return LOADED.computeIfAbsent(files.digest(), digest -> ModelLoader.load(files));
  }
}
