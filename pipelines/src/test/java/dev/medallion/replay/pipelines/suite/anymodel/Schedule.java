package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.pipelines.suite.anymodel.Deed.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model, a lake that grows, what is done in between, and the windows that replay every day in the
 * end. {@link ScheduleText} prints it.
 *
 * @param seed it was drawn from
 * @param span every day on which anything can lie
 * @param closing windows that leave no day out
 * @param eroded in the end objects that are gone stay away, and the runs are told to accept that;
 *     otherwise they are back
 * @param shards of the windows in the end; 0: worked out
 * @param threads that the runner works with
 */
record Schedule(
    long seed,
    Shape shape,
    Window span,
    List<Stage> stages,
    List<Window> closing,
    boolean eroded,
    int shards,
    int threads) {

  /**
   * What arrives, and then what is done.
   *
   * @param asOf of its runs
   */
  record Stage(Instant asOf, List<LakeObject> arrivals, List<Deed> deeds) {}

  /** As an option of every command that starts a pipeline. */
  String parallelism() {
    return "--targetParallelism=" + threads;
  }

  Instant lastAsOf() {
    return stages.get(stages.size() - 1).asOf();
  }

  Schedule with(Shape other) {
    return new Schedule(seed, other, span, stages, closing, eroded, shards, threads);
  }

  Schedule withStages(List<Stage> others) {
    return new Schedule(seed, shape, span, List.copyOf(others), closing, eroded, shards, threads);
  }

  Schedule withClosing(List<Window> others) {
    return new Schedule(seed, shape, span, stages, List.copyOf(others), eroded, shards, threads);
  }

  /** Every object that was ever there, in any of its contents. */
  List<LakeObject> everything() {
    List<LakeObject> all = new ArrayList<>();
    for (Stage stage : stages) {
      all.addAll(stage.arrivals());
      stage.deeds().stream()
          .flatMap(d -> d instanceof Deed.Change c ? Stream.of(c.after()) : Stream.empty())
          .forEach(all::add);
    }
    return all;
  }

  @Override
  public String toString() {
    return ScheduleText.of(this);
  }
}
