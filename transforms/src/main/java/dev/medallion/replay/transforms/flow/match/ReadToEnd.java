package dev.medallion.replay.transforms.flow.match;

import java.util.HashMap;
import java.util.Map;

/**
 * Which objects a run read to their end. An object is known by its source and path: another source
 * may have one of the same path. One that broke off was not read, whatever came of its beginning.
 */
public final class ReadToEnd {
  private final Map<String, Map<String, String>> generations = new HashMap<>();

  /**
   * Those of a run.
   *
   * @param outcomes of the objects that are asked about
   */
  public ReadToEnd(Iterable<ObjectOutcome> outcomes) {
    for (ObjectOutcome outcome : outcomes) {
      if (!outcome.unreadable()) {
        ObjectRef object = outcome.object();
        generations
            .computeIfAbsent(object.source(), s -> new HashMap<>())
            .put(object.path(), object.generation());
      }
    }
  }

  /** Whether an object was read to its end, with whatever content it has now. */
  public boolean holds(String source, String path) {
    return of(source).containsKey(path);
  }

  /** Whether that very content of an object was read to its end. */
  public boolean holds(String source, String path, String generation) {
    return generation.equals(of(source).get(path));
  }

  private Map<String, String> of(String source) {
    return generations.getOrDefault(source, Map.of());
  }
}
