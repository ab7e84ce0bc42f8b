package dev.medallion.replay.transforms.run.resume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run's record may be. */
class RunRecordsTest {
  @TempDir private Path state;

  @Test
  void refusesTheRecordOfANewerProgramByName() throws IOException {
    RunFolder folder = begun("{\"format\": 99, \"somethingNew\": true}");

    IOException refused = assertThrows(IOException.class, () -> RunRecords.read(folder));

    assertThat(
        refused.getMessage(),
        allOf(
            containsString("run.json has format 99"),
            containsString("reads formats up to " + RunRecord.FORMAT),
            containsString("use the version that started the run")));
  }

  @Test
  void takesNothingForARecordThatSaysNoFormat() throws IOException {
    RunFolder folder = begun("{}");

    IOException refused = assertThrows(IOException.class, () -> RunRecords.read(folder));

    assertThat(refused.getMessage(), containsString("run.json is damaged"));
  }

  @Test
  void knowsARunThatNeverGotSoFar() throws IOException {
    assertThat(RunRecords.exists(RunFolder.create(Address.of(state), "early")), is(false));
    assertThat(RunRecords.exists(begun("{}")), is(true));
  }

  private RunFolder begun(String record) throws IOException {
    RunFolder folder = RunFolder.create(Address.of(state), "begun");
    Files.writeString(Path.of(folder.address().uri()).resolve("run.json"), record);
    return folder;
  }
}
