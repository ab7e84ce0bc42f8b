package dev.medallion.replay.pipelines.text;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.Main;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultStreamTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"--help", "help", "run --help"})
  void outputThatIsCutOffIsAFailureThatIsTold(String line) {
    assertThat(run(line, broken("No space left on device", 0)), is(1));
    assertThat(told(), containsString("cannot write the output: No space left on device"));
  }

  @Test
  void soItIsWhereOnlyTheLastOfItDoesNotFit() {
    assertThat(run("--help", broken("No space left on device", 64)), is(1));
    assertThat(run("--help", new BufferedOutputStream(broken("full", 100), 1 << 16)), is(1));
  }

  @Test
  void aClosedPipeIsAFailureWithoutAWord() {
    assertThat(run("--help", broken("Broken pipe", 10)), is(1));
    assertThat(told(), is(emptyString()));
  }

  @Test
  void whatFailsForAnotherReasonKeepsItsExitCode() {
    assertThat(run("nonsense", broken("No space left on device", 0)), is(2));
  }

  @Test
  void outputThatArrivesIsNone() {
    assertThat(run("--help", OutputStream.nullOutputStream()), is(0));
  }

  private int run(String line, OutputStream target) {
    return Main.run(
        line.split(" "),
        request -> {
          throw new AssertionError("nothing is replayed");
        },
        new Console(
            new ResultStream(target),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Path.of("")));
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Takes so many bytes and no more. */
  private static OutputStream broken(String why, int most) {
    return new OutputStream() {
      private int taken;

      @Override
      public void write(int one) throws IOException {
        if (++taken > most) {
          throw new IOException(why);
        }
      }
    };
  }
}
