package dev.medallion.replay.pipelines.suite.blocked;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.repair.correction.Correction;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** A correction of a record in a former content of an object. */
final class StaleCorrection {
  private StaleCorrection() {}

  /** Stores it for the first record of an object of charges. */
  static void of(Path state, String object) {
    new CorrectionStore(StandardStorages.at(state))
        .add(
            Correction.of(
                new DeadLetter(
                    "bronze",
                    "charge",
                    LocalDate.parse(object.replaceAll(".*dt=([-0-9]+).*", "$1")),
                    object,
                    "former",
                    0,
                    Map.of("entity", "charges"),
                    "decode",
                    Code.BAD_TYPE,
                    "",
                    "",
                    new byte[0],
                    1),
                new byte[0],
                "",
                "r",
                Instant.EPOCH));
  }
}
