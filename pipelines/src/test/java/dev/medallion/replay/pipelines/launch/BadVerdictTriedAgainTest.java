package dev.medallion.replay.pipelines.launch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.flow.verdict.VerdictException;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.receipt.ManifestJson;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.resume.RunRecord;
import dev.medallion.replay.transforms.run.resume.RunRecords;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.files.StepsHeard;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.resourcehints.ResourceHints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dataflow tries a bundle that fails four times; a bad verdict fails its bundle on purpose. */
class BadVerdictTriedAgainTest {
  @TempDir private Path folder;

  @AfterEach
  void nobodyListens() {
    StepsHeard.by(step -> {});
  }

  @Test
  void theReceiptIsWrittenOnce() throws IOException {
    Bronze bronze = SmallPayments.good(folder.resolve("lake"));
    bronze.run(
        "charges",
        SmallPayments.TO,
        "bad",
        BronzeRecord.charge("ch_lost", SmallPayments.FROM + "T12:00:00Z")
            .with("status", BronzeRecord.quoted("lost"))
            .json());
    Bench bench = SmallPayments.bench(folder, bronze.lake().root());
    Path staging = bench.state().resolve("staging/blocked");
    Path kept = folder.resolve("kept");
    StepsHeard.by(
        step -> {
          if (step.equals("did conclusion")) {
            copy(staging, kept);
          }
        });
    assertThat(bench.run("--runId=blocked").exitCode(), is(3));
    Path run = bench.state().resolve("runs/blocked");
    Map<String, String> written = texts(run);

    for (int attempt = 2; attempt <= 4; attempt++) {
      copy(kept, staging);
      RuntimeException failure = assertThrows(RuntimeException.class, () -> tail(bench));
      assertThat(causes(failure), hasItem(instanceOf(VerdictException.class)));
      assertThat("attempt " + attempt, texts(run), is(written));
    }
    assertThat(bench.tables().query("SELECT * FROM ops.replay_leases"), is(empty()));
    assertThat(bench.tables().query("SELECT count(*) FROM ops.replay_heads"), is(List.of("0")));
  }

  /** The end of the run again, from its conclusion on. */
  private static void tail(Bench bench) {
    try {
      RunFolder folder = RunFolder.open(Address.of(bench.state()), "blocked");
      RunRecord record = RunRecords.read(folder);
      RunSpec run = RunRecords.spec(record, RunSpecs.modelFiles(record.model()));
      Pipeline pipeline =
          Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create());
      new ReplayPipeline(
              run,
              ManifestJson.write(record.started()),
              ProcessLiveness.thisProcess(),
              PublishSettings.DEFAULT,
              ResourceHints.create())
          .applyTailTo(pipeline);
      pipeline.run().waitUntilFinish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  /** What each file of a run's folder says, but for its log. */
  private static Map<String, String> texts(Path run) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        if (!name.endsWith(".log")) {
          texts.put(name, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return texts;
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
