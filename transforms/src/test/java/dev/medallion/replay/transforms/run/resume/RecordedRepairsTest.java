package dev.medallion.replay.transforms.run.resume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.flow.deadletter.Attempts;
import dev.medallion.replay.transforms.flow.deadletter.Letters;
import dev.medallion.replay.transforms.flow.match.ArrivedObjects;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.repair.correction.Correction;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.run.MaskSecret;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.RepairDigests;
import dev.medallion.replay.transforms.run.Repairs;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that died between its record and its pins goes on with the very same repairs. */
class RecordedRepairsTest {
  @TempDir private Path state;

  private Correction first;
  private Repairs repairs;
  private RecordedRepairs recorded;

  @BeforeEach
  void record() {
    first = store().add(correction(7, "one"));
    store().add(correction(8, "other"));
    repairs =
        new Repairs(
            store().inForce(),
            new Attempts(new TreeMap<>(Map.of("bronze\nx.jsonl\n1\n7", 2))),
            ArrivedObjects.NONE);
    recorded = RecordedRepairs.of(repairs);
  }

  @Test
  void pinsThemAsTheyWereWhenItBegan() {
    RunSpec run = run(repairs.digests());
    store().add(first.amended(text("two"), "later", "r2", Instant.EPOCH.plusSeconds(1)));
    store().add(correction(9, "later as well"));

    assertThat(recorded.differences(run), is(empty()));
    recorded.pin(run);

    assertThat(run.corrections().list(), is(repairs.corrections().list()));
    assertThat(run.redriven(), is(repairs.redriven()));
  }

  @Test
  void saysWhichCorrectionIsGoneUnlessItIsPinned() throws IOException {
    RunSpec run = run(repairs.digests());
    String file = CorrectionStore.fileOf(first);
    Files.delete(state.resolve("corrections").resolve(file));

    assertThat(recorded.differences(run), contains(startsWith("the correction " + file)));

    repairs.pin(StandardStorages.at(run.staging()));
    assertThat(recorded.differences(run), is(empty()));
    recorded.pin(run);
    assertThat(run.corrections().list(), is(repairs.corrections().list()));
  }

  private CorrectionStore store() {
    return new CorrectionStore(StandardStorages.at(state));
  }

  private RunSpec run(RepairDigests digests) {
    return new RunSpec(
        "run",
        ModelFiles.of(Map.of()),
        new TreeMap<>(),
        Scope.of(DayRange.ofDay(LocalDate.of(2026, 2, 3)), Instant.EPOCH),
        Map.of(),
        Set.of(),
        List.of(),
        WarehouseAddress.duckDb(Path.of("none.duckdb")),
        Address.of(state),
        Address.of(state.resolve("staging")),
        Address.of(state.resolve("runs/run")),
        1,
        1,
        1,
        1,
        List.of(),
        List.of(),
        MaskSecret.NONE,
        digests,
        Mode.PLAN,
        0);
  }

  private static Correction correction(long position, String bytes) {
    return Correction.of(
        Letters.badAmount("x.jsonl", "1", position), text(bytes), "typo", "r1", Instant.EPOCH);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
