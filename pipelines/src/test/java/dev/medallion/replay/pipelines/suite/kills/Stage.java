package dev.medallion.replay.pipelines.suite.kills;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Tables;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.Resumed;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** One run that is killed, and resumed until it ends, on a warehouse of its own. */
final class Stage {
  private static final List<String> PLANTED =
      List.of(
          "completions/.read-0.json.0badf0.draft",
          "completions/conclusion.json.0badf0",
          "blocks/read-0-0badf0.blocks",
          "fragments/charges-0-0badf0.parquet",
          "partitions/charges-0badf0.parquet",
          "dead_letters/read-0-0badf0.parquet");

  private final Path folder;
  private final Rehearsal rehearsal;
  private final Child child;

  Stage(Program program, Path folder, Rehearsal rehearsal) {
    this.folder = folder;
    this.rehearsal = rehearsal;
    try {
      this.child = new Child(program, Files.createDirectory(folder.resolve("children")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * What became of it.
   *
   * @param kills processes that were killed at work
   * @param resumes that went on with the run
   * @param reused units that the last of them took from their records
   * @param begunAnew whether it was killed before there was anything to go on with
   */
  record Story(int kills, int resumes, long reused, boolean begunAnew) {}

  static Path warehouse(Path folder) {
    return folder.resolve("lake.duckdb");
  }

  static Tables tables(Path folder) {
    return new Bench(folder).tables();
  }

  /** The moment at which a process dies: what starts one, and lets it die. */
  interface Death extends BiFunction<Child, String[], Child.End> {}

  static Death afterStep(int step) {
    return (child, command) -> child.dieAfter(step, command);
  }

  static Death after(Duration delay) {
    return (child, command) -> child.killAfter(delay, command);
  }

  /** Runs, dies, plants what must not be taken for a result, resumes, dies as often as told. */
  Story play(String why, Death first, List<Death> later) throws IOException {
    int kills = 0;
    String run = Rehearsal.RUN;
    Child.End end = first.apply(child, rehearsal.command(folder, run));
    boolean begunAnew = false;
    if (end.wasKilled()) {
      kills++;
      plant();
      for (Death death : later) {
        end = death.apply(child, resume());
        kills += end.wasKilled() ? 1 : 0;
      }
      if (later.isEmpty() || end.wasKilled()) {
        end = child.run(resume());
      }
      if (end.exitCode() == 2 && !folder().isThere("run.json")) {
        // Nothing was begun that could go on.
        begunAnew = true;
        run = "again";
        end = child.run(rehearsal.command(folder, run));
      }
    }
    assertThat(why + "\n" + end.printed(), end.exitCode(), is(0));
    check(why, run);
    List<Resumed> resumes = RunFolder.open(Address.of(state()), run).latestManifest().resumes();
    return new Story(
        kills,
        begunAnew ? 0 : resumes.size(),
        resumes.isEmpty() ? 0 : resumes.get(resumes.size() - 1).units(),
        begunAnew);
  }

  private void check(String why, String run) throws IOException {
    Tables tables = tables(folder);
    rehearsal.compare(why, tables, run);
    assertThat(
        why,
        tables.query("SELECT count(*) FROM ops.replay_runs WHERE run_id = '" + run + "'"),
        is(List.of("1")));
    assertThat(why, tables.query("SELECT * FROM ops.replay_leases"), is(List.of()));
    RunFolder receipt = RunFolder.open(Address.of(state()), run);
    Manifest manifest = receipt.latestManifest();
    assertThat(why, manifest.verdict(), is(Verdict.GOOD));
    assertThat(why, receipt.hasEnded(), is(true));
    assertThat(why, Files.exists(state().resolve("staging").resolve(run)), is(false));
    assertThat(
        why + ": no draft is left", Folders.drafts(Path.of(receipt.address().uri())), hasSize(0));
    for (Resumed resumed : manifest.resumes()) {
      assertThat(
          why,
          Files.readString(Path.of(receipt.address().uri()).resolve(RunFolder.REPORT)),
          containsString("Resumed"));
      assertThat(resumed.after(), is(""));
    }
  }

  private void plant() throws IOException {
    Path staging = state().resolve("staging").resolve(Rehearsal.RUN);
    if (!Files.isDirectory(staging)) {
      return;
    }
    for (String name : PLANTED) {
      Path file = staging.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "garbage");
    }
  }

  private RunFolder folder() {
    return RunFolder.open(Address.of(state()), Rehearsal.RUN);
  }

  private Path state() {
    return folder.resolve("lake.duckdb.state");
  }

  private String[] resume() {
    return new String[] {
      "resume",
      "--run=" + Rehearsal.RUN,
      "--warehouse=duckdb:" + warehouse(folder),
      "--progress=off"
    };
  }
}
