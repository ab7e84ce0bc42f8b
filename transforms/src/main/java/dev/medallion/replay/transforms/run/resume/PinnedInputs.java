package dev.medallion.replay.transforms.run.resume;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.transforms.flow.match.ListedPart;
import dev.medallion.replay.transforms.flow.match.MissingRootException;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectStore;
import dev.medallion.replay.transforms.flow.match.ObjectUnreadableException;
import dev.medallion.replay.transforms.flow.match.Pinning;
import dev.medallion.replay.transforms.flow.match.StoredObjects;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.completion.Completions;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The objects that a run pinned, and whether they have changed since. */
public final class PinnedInputs {
  private final RunSpec run;

  public PinnedInputs(RunSpec run) {
    this.run = run;
  }

  /** Each object that changed or vanished since it was listed, for a person; the first of many. */
  public List<String> differences() {
    Map<String, ObjectStore> stores = new TreeMap<>();
    try {
      run.roots().forEach((source, root) -> stores.put(source, StoredObjects.of(root)));
    } catch (MissingRootException e) {
      return List.of(e.getMessage());
    }
    return Differences.shown(
        // Also where the model has changed, which is told beside what has changed of the objects.
        Completions.ofClaimant(StandardStorages.at(run.staging()))
            .all("listing", new TypeReference<ListedPart>() {})
            .stream()
            .flatMap(part -> part.objects().stream())
            .parallel()
            .flatMap(object -> difference(stores.get(object.source()), object).stream())
            .sorted()
            .toList(),
        "objects");
  }

  private static Optional<String> difference(ObjectStore store, ObjectRef pinned) {
    try {
      ObjectRef now = Pinning.pin(store, unpinned(pinned));
      return now.generation().equals(pinned.generation())
          ? Optional.empty()
          : Optional.of("object " + pinned.path() + " was changed");
    } catch (ObjectUnreadableException e) {
      return Optional.of("object " + e.getMessage());
    }
  }

  private static ObjectRef unpinned(ObjectRef object) {
    return new ObjectRef(
        object.source(),
        object.uri(),
        object.path(),
        "",
        object.bytes(),
        object.arrivalDate(),
        object.columns());
  }
}
