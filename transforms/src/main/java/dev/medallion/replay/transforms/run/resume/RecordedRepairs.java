package dev.medallion.replay.transforms.run.resume;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.flow.deadletter.Attempts;
import dev.medallion.replay.transforms.flow.match.ArrivedObjects;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import dev.medallion.replay.transforms.run.Repairs;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.Place;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.util.List;
import java.util.TreeMap;

/**
 * The part of a run's {@link Repairs} that its record keeps, so that a run that died before it
 * pinned them can pin them when it is resumed. The new bytes of corrected records stay only in
 * their store.
 *
 * @param corrections files of the store
 * @param redriven attempt by record
 */
record RecordedRepairs(List<String> corrections, TreeMap<String, Integer> redriven) {
  /** An earlier program's record has none: its runs pinned theirs before it was written. */
  static final RecordedRepairs NONE = new RecordedRepairs(List.of(), new TreeMap<>());

  static RecordedRepairs of(Repairs repairs) {
    return new RecordedRepairs(
        repairs.corrections().list().stream().map(CorrectionStore::fileOf).toList(),
        repairs.redriven().byRecord());
  }

  /** What keeps them from being pinned again; nothing where they are pinned. */
  List<String> differences(RunSpec run) {
    if (!ArrivedObjects.arePinned(StandardStorages.at(run.staging()), run.repairs().arrived())) {
      return List.of("the list of objects that selected its days is missing");
    }
    if (Corrections.arePinned(StandardStorages.at(run.staging()), run.repairs().corrections())) {
      return List.of();
    }
    return store(run).missing(corrections).stream()
        .map(f -> Text.format("the correction %s does not exist any more", f))
        .toList();
  }

  /** Pins them, where they are not. */
  void pin(RunSpec run) {
    Place staging = StandardStorages.at(run.staging());
    if (!Corrections.arePinned(staging, run.repairs().corrections())) {
      store(run).of(corrections).pin(staging);
    }
    new Attempts(redriven).pin(staging);
  }

  private static CorrectionStore store(RunSpec run) {
    return new CorrectionStore(StandardStorages.at(run.state()));
  }
}
