package dev.medallion.replay.transforms.run.resume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.transforms.flow.decode.SignatureSecrets;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedSecretsTest {
  private static final RecordedSecrets TWO =
      RecordedSecrets.of(SignatureSecrets.ofText("old\nnew"));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"old,new", "new, old"})
  void theSameSecretsAreTheSameInAnyOrder(String now) {
    assertThat(differences(TWO, now), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "old", "new,old,third", "new,other"})
  void othersAreADifferenceThatNamesTheVariableAndNoSecret(String now) {
    assertThat(
        differences(TWO, now),
        contains(
            allOf(
                containsString(SignatureSecrets.VARIABLE),
                not(containsString("old")),
                not(containsString("third")))));
  }

  @Test
  void aRunThatHadNoneRefusesSome() {
    RecordedSecrets none = RecordedSecrets.of(SignatureSecrets.NONE);
    assertThat(differences(none, ""), is(empty()));
    assertThat(differences(none, "new").size(), is(1));
  }

  @Test
  void ofARunThatKeptNoneNothingIsKnown() {
    assertThat(differences(RecordedSecrets.UNKNOWN, "new"), is(empty()));
  }

  @Test
  void thoseOfAFileCountAndAFileThatIsGoneIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("secrets.txt"), "old\nnew\n");
    assertThat(TWO.differences(List.of(Address.of(file)), Map.of()), is(empty()));
    Files.delete(file);
    assertThat(
        TWO.differences(List.of(Address.of(file)), Map.of()),
        contains(containsString(file.toString())));
  }

  @Test
  void theRecordGivesNothingAway() {
    RecordedSecrets again = RecordedSecrets.of(SignatureSecrets.ofText("old\nnew"));
    assertThat(again.digests().get(0), not(is(TWO.digests().get(0))));
    assertThat(TWO.toString(), not(containsString("old")));
  }

  private static List<String> differences(RecordedSecrets recorded, String now) {
    return recorded.differences(List.of(), Map.of(SignatureSecrets.VARIABLE, now));
  }
}
