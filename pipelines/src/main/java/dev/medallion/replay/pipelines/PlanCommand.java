package dev.medallion.replay.pipelines;

import java.util.List;

/** {@code replay plan}: what {@code run} would do. */
final class PlanCommand extends ReplayCommand {
  PlanCommand(Replayer replayer) {
    super(replayer);
  }

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String summary() {
    return "show what run would read and replace, and change nothing";
  }

  @Override
  public String about() {
    return "Does what run does up to the audits, and shows it: rows added, removed and changed by"
        + " partition, what is emptied or stays as it is, what blocks. The warehouse is opened"
        + " read-only, and neither it nor the state is touched. It exits as run would.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "plan --model=payments --input=/data/lake --from=2026-02-01 --to=2026-02-07",
        "plan --model=payments --input=/data/lake --from=2026-02-01 --to=2026-02-07 --format=json");
  }

  @Override
  Mode mode() {
    return Mode.PLAN;
  }
}
