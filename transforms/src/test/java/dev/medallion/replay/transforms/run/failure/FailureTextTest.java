package dev.medallion.replay.transforms.run.failure;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTextTest {
  @Test
  void whereDuckDbsMemoryDoesNotDoTheOptionIsNamed() {
    String text =
        FailureText.of(
            new IllegalStateException(
                new SQLException("Out of Memory Error: failed to allocate 1.0 MiB")));
    assertThat(text, allOf(containsString("1.0 MiB"), endsWith("a larger --memory")));
  }

  @Test
  void aFullDiskIsNamedAndWhatToDo() {
    String text =
        FailureText.of(new UncheckedIOException(new IOException("/d/x: No space left on device")));
    assertThat(text, allOf(containsString("/d/x"), containsString("free some")));
  }

  @Test
  void aFullTemporaryFolderIsNamedAndNoOtherOptionIs() {
    String temporary = System.getProperty("java.io.tmpdir");
    String text =
        FailureText.of(
            new UncheckedIOException(
                new IOException(
                    "cannot write " + temporary + "/replay-spill-1/x: No space left on device")));
    assertThat(
        text,
        allOf(
            containsString("free some space in " + temporary),
            containsString("-Djava.io.tmpdir="),
            not(containsString("--state"))));
  }

  @Test
  void ofTwoFoldersTheFullerOneIsNamed() {
    // A file system without any space.
    Path full = Path.of("/proc");
    assumeTrue(Files.isDirectory(full));
    assertThat(FailureText.fuller("/", full), is("/proc"));
    assertThat(FailureText.fuller("/proc/run", Path.of("/")), is("/proc/run"));
    assertThat(FailureText.fuller("gs://work/runs", full), is("gs://work/runs"));
  }

  @Test
  void anAnswerOfAServiceIsNotToldWhole() {
    HttpResponseException answer =
        new HttpResponseException.Builder(503, "Service Unavailable", new HttpHeaders())
            .setMessage("503 Service Unavailable GET http://host/jobs/1 {\"code\": 503}")
            .build();
    assertThat(
        FailureText.of(new IOException("BigQuery can't answer a query: try later", answer)),
        is("BigQuery can't answer a query: try later"));
  }

  @Test
  void aBugIsToldByItsKind() {
    assertThat(
        FailureText.of(new IllegalStateException("no more")), is("IllegalStateException: no more"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ev/dt=2026-02-02 can't be read: the folder can't be listed or entered: no permission",
        "can't read the model in /m: /m/silver/things.sql can't be read: no permission",
      })
  void whatCannotBeReadIsNoReasonToWriteElsewhere(String said) {
    assertThat(FailureText.advice(said), is("; let the user who runs this read it"));
  }

  @Test
  void whatCannotBeWrittenMayBeWrittenElsewhere() {
    assertThat(
        FailureText.advice("/ro/runs/r1 can't be made: no permission"),
        is("; give another --state, --staging or --warehouse"));
  }
}
