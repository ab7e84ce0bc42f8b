package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.pipelines.suite.anymodel.Deed.Run;
import dev.medallion.replay.pipelines.suite.anymodel.Deed.Window;
import dev.medallion.replay.pipelines.suite.anymodel.Schedule.Stage;
import java.util.ArrayList;
import java.util.List;

/** A schedule as a shell script that does the same, as far as a script can. */
final class ScheduleText {
  private final Schedule schedule;
  private final List<String> lines = new ArrayList<>();

  private ScheduleText(Schedule schedule) {
    this.schedule = schedule;
  }

  static String of(Schedule schedule) {
    return new ScheduleText(schedule).text();
  }

  private String text() {
    Shape shape = schedule.shape();
    lines.add("# schedule of seed " + schedule.seed() + ", days " + schedule.span() + "; again:");
    lines.add(
        "# -Dtest=AnyModelTest -Dreplay.anymodel.seed="
            + schedule.seed()
            + " -Dreplay.anymodel.tries=1");
    lines.add("mkdir -p m/silver m/gold");
    ModelText.files(shape).forEach((path, text) -> file("m/" + path, text));
    StringBuilder inputs = new StringBuilder();
    shape.entities().stream()
        .map(shape::source)
        .distinct()
        .forEach(s -> inputs.append(" --input=").append(s).append('=').append(shape.root(s)));
    lines.add(
        "B='--model=m"
            + inputs
            + " --warehouse=duckdb:w.duckdb --progress=off "
            + schedule.parallelism()
            + "'");
    lines.add("ALLOW='" + String.join(" ", Player.ALLOWED) + "'");
    for (Stage stage : schedule.stages()) {
      lines.add("");
      lines.add("A=--as-of=" + stage.asOf());
      stage.arrivals().forEach(o -> file(o.file(shape), o.text(shape)));
      stage.deeds().forEach(this::deed);
    }
    lines.add("");
    lines.add(
        "# in the end, "
            + (schedule.eroded()
                ? "with --allow=eroded where objects are gone:"
                : "with every object back that is gone:"));
    for (Window window : schedule.closing()) {
      lines.add(
          "run "
              + window
              + shards(schedule.shards())
              + "   # and with --expand=affected, if it blocks for that");
    }
    return String.join("\n", lines) + "\n";
  }

  private void file(String path, String text) {
    int slash = path.lastIndexOf('/');
    if (!path.startsWith("m/")) {
      lines.add("mkdir -p " + path.substring(0, slash));
    }
    lines.add("cat >" + path + " <<'E'");
    lines.add(text.stripTrailing());
    lines.add("E");
  }

  private void deed(Deed deed) {
    if (deed instanceof Run run) {
      lines.add(run(run));
    } else if (deed instanceof Deed.Plan plan) {
      lines.add(
          "./replay plan $B $A $ALLOW --out --run-id="
              + plan.id()
              + window(plan.window())
              + shards(plan.shards())
              + (plan.expand() ? " --expand=affected" : ""));
    } else if (deed instanceof Deed.Apply apply) {
      lines.add(
          "./replay apply " + apply.plan() + " --warehouse=duckdb:w.duckdb --run-id=" + apply.id());
    } else if (deed instanceof Deed.Redrive redrive) {
      lines.add(
          "./replay redrive $B $A $ALLOW --run=" + redrive.of() + " --run-id=" + redrive.id());
    } else if (deed instanceof Deed.Correct correct) {
      lines.add("./replay redrive $B $A --run=" + correct.of() + " --export=l.jsonl");
      lines.add("sed -Ei 's/\\\\\"bad(-?[0-9]+)\\\\\"/\\1/' l.jsonl");
      lines.add(
          "./replay redrive $B $A $ALLOW --corrections=l.jsonl --run="
              + correct.of()
              + " --run-id="
              + correct.id()
              + "; rm l.jsonl");
    } else if (deed instanceof Deed.Rollback back) {
      lines.add(
          "./replay rollback " + back.of() + " --warehouse=duckdb:w.duckdb --run-id=" + back.id());
    } else if (deed instanceof Deed.ByHand hand) {
      lines.add("duckdb w.duckdb \"" + HandWriting.sql(schedule.shape(), hand) + "\"");
    } else if (deed instanceof Deed.Vanish gone) {
      lines.add("rm " + gone.object().file(schedule.shape()));
    } else if (deed instanceof Deed.Spoil broken) {
      String file = broken.object().file(schedule.shape());
      lines.add("gzip -c %1$s | head -c -9 >cut; mv cut %1$s".formatted(file));
      lines.add("ALLOW=\"$ALLOW " + Player.SPOILED + "\"   # until it is back");
    } else if (deed instanceof Deed.Restore back) {
      file(back.object().file(schedule.shape()), back.object().text(schedule.shape()));
    } else if (deed instanceof Deed.Change change) {
      file(change.after().file(schedule.shape()), change.after().text(schedule.shape()));
    } else if (deed instanceof Deed.Breaks breaks) {
      lines.add(run(breaks.run()) + "   # breaks right after its step " + breaks.step());
      if (breaks.resumed()) {
        lines.add("./replay resume " + breaks.run().id() + " --warehouse=duckdb:w.duckdb");
      }
    }
  }

  private static String run(Run run) {
    return "./replay run $B $A $ALLOW --run-id="
        + run.id()
        + window(run.window())
        + (run.arrivals() ? " --window-clock=arrival" : "")
        + shards(run.shards())
        + (run.tables().isEmpty() ? "" : " --tables=" + run.tables())
        + (run.expand() ? " --expand=affected" : "");
  }

  private static String window(Window window) {
    return " " + String.join(" ", window.options());
  }

  private static String shards(int shards) {
    return shards == 0 ? "" : " --shards=" + shards;
  }
}
