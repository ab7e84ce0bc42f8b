package dev.medallion.replay.pipelines.suite.kills;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is killed, other than a run: what has to happen before, and the command line. */
enum Deed {
  /** Publishes a plan of days that were published before. */
  APPLY {
    @Override
    List<String> prepare(Bench bench, Bronze lake, Path folder) {
      KillLake.grow(lake);
      good(bench.plan("--out", "--runId=reviewed"));
      return List.of("apply", "--plan=reviewed");
    }
  },

  /** Takes back a run that replaced partitions, and made new ones. */
  ROLLBACK {
    @Override
    List<String> prepare(Bench bench, Bronze lake, Path folder) {
      KillLake.grow(lake);
      good(bench.run("--runId=mistake"));
      return List.of("rollback", "--run=mistake");
    }
  },

  /** Takes one dead letter by a model that was corrected; the other dies again. */
  REDRIVE {
    @Override
    List<String> prepare(Bench bench, Bronze lake, Path folder) {
      spoil(lake);
      good(bench.run("--runId=spoiled"));
      String model = ModelCopy.withLostCharges(folder.resolve("model")).option();
      return redrive(lake, model, "--run=spoiled");
    }
  },

  /** Keeps two corrections, of records of two days, and reads the records with them. */
  CORRECT {
    @Override
    List<String> prepare(Bench bench, Bronze lake, Path folder) throws IOException {
      spoil(lake);
      good(bench.run("--runId=spoiled"));
      Path letters = folder.resolve("letters.jsonl");
      good(bench.redrive("--run=spoiled", "--export=" + letters));
      String text = Files.readString(letters);
      assertThat(text, containsString("\\\"lost\\\""));
      Files.writeString(letters, text.replace("\\\"lost\\\"", "\\\"failed\\\""));
      return redrive(lake, "--model=payments", "--run=spoiled", "--corrections=" + letters);
    }
  };

  /** The id of the run that is killed. */
  static final String RUN = "killed";

  /**
   * Brings a warehouse on which {@link KillLake} was published to where the command can begin.
   *
   * @param folder takes other files that it needs
   * @return the command line, without warehouse and id
   */
  abstract List<String> prepare(Bench bench, Bronze lake, Path folder) throws IOException;

  /** A record of either day has a status that the contract does not know, and one has no id. */
  private static void spoil(Bronze lake) {
    KillLake.grow(lake);
    for (String day : List.of(KillLake.FROM, KillLake.TO)) {
      lake.run(
          "charges",
          "2026-02-06",
          "spoiled-" + day,
          BronzeRecord.charge("ch_" + day, day + "T12:00:00Z")
              .with("status", BronzeRecord.quoted("lost"))
              .json());
    }
  }

  private static List<String> redrive(Bronze lake, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "redrive",
                "--input=" + lake.lake().root(),
                "--asOf=" + KillLake.AS_OF,
                "--signatureSecrets=" + PaymentsSample.SECRETS,
                "--allow=dead_letter_ratio",
                "--shards=1",
                "--progress=off"));
    command.addAll(List.of(options));
    return command;
  }

  /** A warehouse in a folder of its own, with the options of its replays. */
  static Bench bench(Path folder, Bronze lake) {
    return SmallPayments.bench(folder, lake.lake().root(), "--allow=dead_letter_ratio");
  }

  static void good(Bench.Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }
}
