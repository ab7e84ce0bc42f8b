package dev.medallion.replay.transforms.run.resume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.flow.decode.SignatureSecrets;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.run.MaskSecret;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.RepairDigests;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinnedSecretsTest {
  @TempDir private Path state;

  @ParameterizedTest
  @ValueSource(strings = {"", "old", "old,new,third"})
  void aWorkerWithOtherSecretsIsRefusedAndNoneIsNamed(String theirs) throws IOException {
    PinnedSecrets.pin(run(), environment("old,new"));
    UsageException refused =
        assertThrows(UsageException.class, () -> PinnedSecrets.require(run(), environment(theirs)));
    assertThat(
        refused.getMessage(),
        allOf(
            containsString("on a worker, signature secrets"),
            containsString(SignatureSecrets.VARIABLE),
            not(containsString("third"))));
  }

  @Test
  void aWorkerWithTheSameSecretsIsNot() throws IOException {
    PinnedSecrets.pin(run(), environment("old,new"));
    PinnedSecrets.require(run(), environment("new,old"));
  }

  @Test
  void thePinnedOnesStay() throws IOException {
    PinnedSecrets.pin(run(), environment("old"));
    PinnedSecrets.pin(run(), environment("new"));
    PinnedSecrets.require(run(), environment("old"));
  }

  @Test
  void ofARunThatPinnedNoneNothingIsKnown() {
    PinnedSecrets.require(run(), environment("new"));
  }

  @Test
  void theFileGivesNothingAway() throws IOException {
    PinnedSecrets.pin(run(), environment("whsec_hidden"));
    assertThat(
        Files.readString(state.resolve("staging/secrets.json")),
        not(containsString("whsec_hidden")));
  }

  private static Map<String, String> environment(String secrets) {
    return Map.of(SignatureSecrets.VARIABLE, secrets);
  }

  private RunSpec run() {
    return new RunSpec(
        "run",
        ModelFiles.builtIn("payments"),
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
        RepairDigests.NONE,
        Mode.RUN,
        0);
  }
}
