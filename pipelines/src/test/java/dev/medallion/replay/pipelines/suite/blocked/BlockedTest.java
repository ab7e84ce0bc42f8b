package dev.medallion.replay.pipelines.suite.blocked;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.flow.audit.Audit;
import dev.medallion.replay.transforms.flow.audit.Audits;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.ModelLoader;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(Lifecycle.PER_CLASS)
class BlockedTest {
  private static final Set<String> ALONE =
      Set.of("no_objects", "arrival_not_applied", "unpublished_input");

  private Published published;

  @BeforeAll
  void publish(@TempDir Path folder) {
    published = new Published(folder);
  }

  static List<Block> all() {
    return Block.ALL;
  }

  @Test
  void everyAuditThatBlocksHasACase() {
    Model model = ModelLoader.load(ModelFiles.builtIn("payments"));
    Set<String> blocking =
        Audits.all(model).stream()
            .filter(a -> a.severity() == Severity.BLOCK)
            .map(Audit::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(
        all().stream().map(Block::audit).collect(Collectors.toCollection(TreeSet::new)),
        is(blocking));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aBlockedRunChangesNothingAndSaysWhatWhereAndWhatToDo(Block block, @TempDir Path temp)
      throws Exception {
    Path folder = temp.resolve("bench");
    Spoiled spoiled = block.published() ? published.copy(folder) : published.lakeAlone(folder);
    block.spoil().accept(spoiled);
    Bench bench = SmallPayments.bench(folder, spoiled.bronze().lake().root());
    SortedMap<String, List<String>> before = bench.tables().everything();

    Bench.Outcome outcome = bench.run(spoiled.options().toArray(String[]::new));

    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(3));
    assertThat(unchanged(bench), is(before));
    assertThat(outcome.manifest().verdict(), is(Verdict.BLOCKED));
    List<Finding> blocking =
        outcome.manifest().findings().stream().filter(Finding::blocks).toList();
    assertThat(
        blocking.toString(),
        blocking.stream().map(Finding::audit).collect(Collectors.toSet()),
        is(Set.of(block.audit())));
    assertThat(
        blocking.stream().map(Finding::message).toList(), hasItem(containsString(block.says())));
    assertThat(
        outcome.out(),
        allOf(
            containsString(block.audit()),
            containsString(block.says()),
            containsString("what to do: "),
            containsString(block.advises()),
            containsString("nothing was published")));
    assertThat(outcome.err(), not(containsString("\tat ")));
    receiptIsThere(outcome, block.audit());
  }

  /** A new warehouse's own numbers, which a lease needs, are no content. */
  private static SortedMap<String, List<String>> unchanged(Bench bench) {
    SortedMap<String, List<String>> tables = bench.tables().everything();
    if (tables.keySet().equals(Set.of("ops.replay_meta"))) {
      tables.clear();
    }
    return tables;
  }

  private static void receiptIsThere(Bench.Outcome outcome, String audit) throws Exception {
    Path folder = outcome.runFolder();
    for (String file : List.of(RunFolder.MANIFEST, RunFolder.VERDICT, RunFolder.REPORT)) {
      assertThat(file, Files.readString(folder.resolve(file)), containsString(audit));
    }
    long dead = outcome.manifest().records().dead();
    assertThat((long) DeadLetterFile.read(folder.resolve("dead_letters.parquet")).size(), is(dead));
  }

  @Test
  void allowedByNameTheyLetTheRunThroughAndTheReceiptSaysSo(@TempDir Path temp) {
    // Two runs, since two of the cases ask for another as-of.
    List<Block> late = all().stream().filter(BlockedTest::asksForAnEarlierAsOf).toList();
    List<Block> others =
        all().stream()
            .filter(b -> !asksForAnEarlierAsOf(b))
            // A wrong root is another lake, the arrival clock another window.
            .filter(b -> !ALONE.contains(b.audit()))
            .toList();
    letsThrough(late, temp.resolve("late"));
    letsThrough(others, temp.resolve("others"));
    for (String alone : ALONE) {
      letsThrough(
          all().stream().filter(b -> b.audit().equals(alone)).toList(), temp.resolve(alone));
    }
  }

  private static boolean asksForAnEarlierAsOf(Block block) {
    return block.audit().equals("newer_published");
  }

  private void letsThrough(List<Block> blocks, Path folder) {
    boolean withTables = blocks.stream().anyMatch(Block::published);
    Spoiled spoiled = withTables ? published.copy(folder) : published.lakeAlone(folder);
    blocks.forEach(b -> b.spoil().accept(spoiled));
    Set<String> audits =
        blocks.stream().map(Block::audit).collect(Collectors.toCollection(TreeSet::new));
    List<String> options = new ArrayList<>(spoiled.options());
    audits.forEach(a -> options.add("--allow=" + a));

    Bench.Outcome outcome =
        SmallPayments.bench(folder, spoiled.bronze().lake().root())
            .run(options.toArray(String[]::new));

    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    assertThat(
        outcome.manifest().findings().stream()
            .filter(Finding::allowed)
            .map(Finding::audit)
            .collect(Collectors.toCollection(TreeSet::new)),
        is(audits));
    assertThat(outcome.out(), containsString("\n  Allowed\n"));
  }
}
