package dev.medallion.replay.transforms.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskSecretTest {
  private static final String SECRET = "a secret of this test";
  private static final Map<String, String> SET = Map.of(MaskSecret.VARIABLE, SECRET);

  @TempDir private Path folder;

  private List<Address> file(String text) throws Exception {
    Path file = folder.resolve("mask.txt");
    Files.writeString(file, text);
    return List.of(Address.of(file));
  }

  @Test
  void itIsOneLineOfAFileOrElseTheVariable() throws Exception {
    MaskSecret ofFile = MaskSecret.of(file("# of 2026\n" + SECRET + "\n\n"), "r1", Map.of());
    MaskSecret ofVariable = MaskSecret.of(List.of(), "r1", SET);

    assertThat(ofFile.digest(), is(ofVariable.digest()));
    assertThat(MaskSecret.of(List.of(), "r2", SET).digest(), is(not(ofVariable.digest())));
    assertThat(ofFile.toString(), not(containsString(SECRET)));
  }

  @Test
  void noneSeveralAndAShortOneAreRefusedWithWhatToDo() throws Exception {
    assertThat(
        refusal(List.of(), Map.of()),
        allOf(containsString("give --mask-secret=<file>"), containsString(MaskSecret.VARIABLE)));
    assertThat(
        refusal(file(SECRET + "\n" + SECRET + "2"), Map.of()),
        containsString("holds 2 secrets, but masks are made with one: keep one line"));
    assertThat(refusal(file("# none"), SET), containsString("holds no secret"));
    assertThat(
        refusal(List.of(), Map.of(MaskSecret.VARIABLE, "short one")),
        allOf(containsString("at least 16 characters"), not(containsString("short one"))));
  }

  private static String refusal(List<Address> files, Map<String, String> environment) {
    return assertThrows(UsageException.class, () -> MaskSecret.of(files, "r1", environment))
        .getMessage();
  }

  @Test
  void anotherOneAndAMissingOneAreToldWithoutIt() throws Exception {
    MaskSecret masks = MaskSecret.of(List.of(), "r1", SET);

    assertThat(masks.differences("r1", SET), is(empty()));
    assertThat(
        masks.differences("r1", Map.of(MaskSecret.VARIABLE, "another secret of this test")),
        contains(
            "mask secret: the run started with one that is another now; restore the environment"
                + " variable REPLAY_MASK_SECRET"));
    assertThat(
        masks.differences("r1", Map.of()),
        contains(containsString("started with one that is missing now")));
    assertThat(MaskSecret.NONE.differences("r1", Map.of()), is(empty()));

    List<Address> file = file(SECRET);
    MaskSecret ofFile = MaskSecret.of(file, "r1", Map.of());
    Files.delete(folder.resolve("mask.txt"));
    assertThat(
        ofFile.differences("r1", Map.of()),
        contains(
            allOf(
                containsString("can't read --mask-secret="),
                containsString("which the run started with"))));
  }

  @Test
  void aProcessWithAnotherSecretMakesNoMasks() {
    MaskSecret masks = MaskSecret.of(List.of(), "r3", SET);

    UsageException e =
        assertThrows(
            UsageException.class,
            () -> masks.key("r3", Map.of(MaskSecret.VARIABLE, "another secret of this test")));
    assertThat(e.getMessage(), containsString("the run started with one that is another now"));
    assertThat(masks.key("r3", SET).toString(), is("a mask key"));
  }
}
