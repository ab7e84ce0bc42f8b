package dev.medallion.replay.pipelines.suite.kills;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One deed, done undisturbed, and then killed and resumed as often as need be. Each time the
 * warehouse is brought back to where it was before, in the same folder: a plan names its files by
 * their whole paths.
 */
final class DeedStage {
  private final Path folder;
  private final Path before;
  private final Bench bench;
  private final List<String> command;
  private final Child child;
  private final List<String> steps;
  private final SortedMap<String, List<String>> undisturbed;

  /**
   * Does it undisturbed.
   *
   * @param folder empty
   */
  DeedStage(Program program, Deed deed, Path folder) throws IOException {
    Bronze lake = KillLake.begin(folder.resolve("lake"));
    this.folder = Files.createDirectory(folder.resolve("stage"));
    this.before = folder.resolve("before");
    this.bench = Deed.bench(this.folder, lake);
    this.child = new Child(program, Files.createDirectory(folder.resolve("children")));
    String elsewhere = KillLake.ELSEWHERE;
    Deed.good(bench.run("--from=" + elsewhere, "--to=" + elsewhere, "--runId=elsewhere"));
    Deed.good(bench.run("--runId=before"));
    this.command = deed.prepare(bench, lake, folder);
    Lake.copyOf(this.folder, before);
    SortedMap<String, List<String>> start = Sight.of(bench, Deed.RUN);
    Child.End end = child.run(command(Deed.RUN));
    assertThat(end.printed(), end.exitCode(), is(0));
    this.steps = end.steps();
    this.undisturbed = Sight.of(bench, Deed.RUN);
    assertThat("it changes something", undisturbed, is(not(start)));
    check("undisturbed", Deed.RUN);
  }

  /**
   * What became of it.
   *
   * @param kills processes that were killed at work
   * @param begunAnew whether it was killed before there was anything to go on with
   */
  record Story(int kills, boolean begunAnew) {}

  /** The steps that it takes when nobody disturbs it. */
  List<String> steps() {
    return steps;
  }

  /**
   * Does it, kills it, goes on with it until it ends, and looks at what is there then.
   *
   * @param step after which it is killed, from 1
   * @param later the step after which what goes on with it is killed as well
   */
  Story play(String why, int step, Optional<Integer> later) throws IOException {
    Folders.delete(folder);
    Lake.copyOf(before, folder);
    Child.End end = child.dieAfter(step, command(Deed.RUN));
    assertThat(why + "\n" + end.printed(), end.wasKilled(), is(true));
    int kills = 1;
    boolean hadEnded = RunFolder.open(Address.of(bench.state()), Deed.RUN).hasEnded();
    if (later.isPresent()) {
      end = child.dieAfter(later.get(), resume());
      kills += end.wasKilled() ? 1 : 0;
    }
    if (end.wasKilled()) {
      end = child.run(resume());
    }
    boolean begunAnew = end.exitCode() == 2 && !canGoOn();
    String run = begunAnew ? "again" : Deed.RUN;
    if (begunAnew) {
      end = child.run(command(run));
    }
    assertThat(why + "\n" + end.printed(), end.exitCode(), is(0));
    assertThat(why, Sight.of(bench, run), is(undisturbed));
    check(why, run);
    assertThat(
        why + ": the receipt tells of each resume",
        RunFolder.open(Address.of(bench.state()), run).latestManifest().resumes().isEmpty(),
        is(begunAnew || hadEnded));
    return new Story(kills, begunAnew);
  }

  private void check(String why, String run) throws IOException {
    RunFolder receipt = RunFolder.open(Address.of(bench.state()), run);
    assertThat(why, receipt.hasEnded(), is(true));
    assertThat(why, receipt.latestManifest().verdict(), is(Verdict.GOOD));
    assertThat(why, Folders.drafts(Path.of(receipt.address().uri())), is(empty()));
    assertThat(why, bench.tables().query("SELECT * FROM ops.replay_leases"), is(empty()));
  }

  /** Whether it left anything to go on with. */
  private boolean canGoOn() {
    Path run = Path.of(RunFolder.open(Address.of(bench.state()), Deed.RUN).address().uri());
    return Files.exists(run.resolve("run.json"))
        || Files.exists(run.resolve("completions/conclusion.json"));
  }

  private String[] command(String runId) {
    List<String> line = new ArrayList<>(command);
    line.add("--warehouse=duckdb:" + bench.warehouse());
    line.add("--runId=" + runId);
    return line.toArray(String[]::new);
  }

  private String[] resume() {
    return new String[] {
      "resume", "--run=" + Deed.RUN, "--warehouse=duckdb:" + bench.warehouse(), "--progress=off"
    };
  }
}
