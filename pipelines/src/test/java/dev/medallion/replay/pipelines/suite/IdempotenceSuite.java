package dev.medallion.replay.pipelines.suite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * However a window is replayed, the tables of silver and gold end the same. A model joins by a
 * subclass.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IdempotenceSuite {
  private final ModelUnderTest model;
  private Lake lake;
  private Bench first;
  private SortedMap<String, List<String>> contents;
  private List<String> deadLetters;
  private long recordsRead;

  IdempotenceSuite(ModelUnderTest model) {
    this.model = model;
  }

  @BeforeAll
  void replayOnce(@TempDir Path folder) {
    lake = Lake.in(folder.resolve("lake"));
    model.fill().accept(lake);
    first = model.bench(folder, lake);
    recordsRead = good(first.run()).manifest().records().read();
    contents = first.tables().contents();
    deadLetters = first.tables().deadLetters();
    // Equal tables say little when they are empty.
    assertThat(contents.keySet(), not(hasSize(0)));
    assertThat(deadLetters, not(hasSize(0)));
  }

  @Test
  void aSecondRunPublishesNoPartitionAndHasTheSameDeadLetters() {
    Bench.Outcome again = good(first.run());

    assertThat(
        again.manifest().partitions().changes().stream().map(PartitionChange::action).toList(),
        everyItem(is(PartitionChange.Action.SKIPPED)));
    assertThat(first.tables().contents(), equalTo(contents));
    assertThat(first.tables().deadLetters(), equalTo(deadLetters));
  }

  @Test
  void objectsThatComeInAnotherOrderGiveTheSameTables(@TempDir Path folder) {
    long movedBefore = ReversingRunner.moved();
    Bench bench = model.bench(folder, lake);

    good(bench.run("--runner=" + ReversingRunner.class.getName()));

    assertThat(ReversingRunner.moved(), greaterThan(movedBefore));
    assertSame(bench);
  }

  @Test
  void theWindowInTwoRunsGivesTheSameTables(@TempDir Path folder) {
    Bench bench = model.bench(folder, lake);

    good(bench.run(model.firstHalf()));
    good(bench.run(model.secondHalf()));

    assertSame(bench);
  }

  @Test
  void theWindowInTwoRunsWithTheLaterFirstGivesTheSameTables(@TempDir Path folder) {
    Bench bench = model.bench(folder, lake);

    good(bench.run(model.secondHalf()));
    good(bench.run(model.firstHalf()));

    assertSame(bench);
  }

  @Test
  void everyObjectTwiceGivesTheSameTables(@TempDir Path folder) {
    Lake doubled = Lake.copyOf(lake.root(), folder.resolve("doubled"));
    model.doubleObjects().accept(doubled);
    Bench bench = model.bench(folder, doubled);

    Bench.Outcome outcome = good(bench.run());

    assertThat(outcome.manifest().records().read(), greaterThan(recordsRead));
    assertThat(bench.tables().contents(), equalTo(contents));
  }

  @ParameterizedTest(name = "{0} shards, blocks of {1}")
  @CsvSource({"1, 1KB", "3, 8MB", "16, 1KB"})
  void howTheWorkIsCutDoesNotShow(int shards, String blockBytes, @TempDir Path folder) {
    Bench bench = model.bench(folder, lake);

    good(bench.run("--shards=" + shards, "--blockBytes=" + blockBytes));

    assertSame(bench);
  }

  private void assertSame(Bench bench) {
    assertThat(bench.tables().contents(), equalTo(contents));
    assertThat(bench.tables().deadLetters(), equalTo(deadLetters));
  }

  private static Bench.Outcome good(Bench.Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    return outcome;
  }
}
