package dev.medallion.replay.pipelines.suite.badinput;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.BeforeReadingRunner;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake that changes while it is read is not read half: what changed is named, and blocks. */
class ChangingLakeTest {
  private static final String AT = "2026-02-03T12:00:00Z";
  private static final String DAY = "2026-02-04";

  @Test
  void whatVanishesOrChangesBetweenListingAndReadingIsNamedAndBlocks(@TempDir Path folder)
      throws Exception {
    Bronze bronze = SmallPayments.good(folder.resolve("lake"));
    for (String run : new String[] {"vanishes", "changes", "grows", "becomes-a-folder"}) {
      bronze.run("charges", DAY, run, BronzeRecord.charge("ch_" + run, AT).json());
    }
    String vanishes = Bronze.part("charges", DAY, "vanishes");
    String changes = Bronze.part("charges", DAY, "changes");
    String grows = Bronze.part("charges", DAY, "grows");
    String moves = Bronze.part("charges", DAY, "becomes-a-folder");
    Path lake = bronze.lake().root();
    BeforeReadingRunner.does(
        () -> {
          if (Files.exists(lake.resolve(vanishes))) {
            String other = BronzeRecord.charge("ch_changes", AT).with("amount", "9999").json();
            bronze.lake().delete(vanishes).delete(moves).put(changes, other + "\n");
            bronze.lake().put(grows, BronzeRecord.charge("ch_grows", AT).json() + "\n\n");
            if (!lake.resolve(moves).toFile().mkdir()) {
              throw new AssertionError(moves);
            }
          }
        });
    Bench bench = SmallPayments.bench(folder, lake);

    Bench.Outcome outcome = bench.run("--runner=" + BeforeReadingRunner.class.getName());

    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(3));
    assertThat(
        DeadLetterFile.read(outcome.runFolder().resolve("dead_letters.parquet")).stream()
            .map(l -> l.code() + " " + l.message())
            .toList(),
        containsInAnyOrder(
            "UNREADABLE_OBJECT " + vanishes + " can't be read: it does not exist (any more)",
            "UNREADABLE_OBJECT "
                + changes
                + " can't be read: its bytes changed between listing and reading",
            "UNREADABLE_OBJECT "
                + grows
                + " can't be read: its bytes changed between listing and reading",
            "UNREADABLE_OBJECT " + moves + " can't be read: it is a folder, not an object"));
    for (String object : new String[] {vanishes, changes, grows, moves}) {
      assertThat(outcome.out(), containsString(object));
    }
    assertThat(outcome.out() + outcome.err(), not(containsString("Exception")));
    assertThat(bench.tables().contents(), is(anEmptyMap()));
  }
}
