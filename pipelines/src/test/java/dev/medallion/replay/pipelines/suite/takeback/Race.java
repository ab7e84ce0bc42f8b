package dev.medallion.replay.pipelines.suite.takeback;

import dev.medallion.replay.pipelines.suite.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two runs at once, as a seed draws them.
 *
 * @param aTo the last day of run a, which begins on the day before run b's only one
 * @param grab whether each takes the other's lease
 * @param cue and so many milliseconds later the second one starts
 * @param aFirst whether the first one is a
 * @param persistent whether a run that ends with 4 is started again
 */
record Race(
    long seed,
    String aTo,
    boolean grab,
    Cue cue,
    int delayMillis,
    boolean aFirst,
    boolean persistent) {
  private static final int MOST_DELAY_MILLIS = 1_500;
  private static final String B_DAY = "2026-02-04";

  /** Every second seed draws a late start: a build of two tries has one of each. */
  static Race draw(long seed) {
    // The first draws of neighbouring seeds are nearly the same: they must be driven apart.
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    List<Cue> cues = seed % 2 == 0 ? Cue.LATE : List.of(Cue.STARTED);
    return new Race(
        seed,
        random.nextBoolean() ? "--to=2026-02-04" : "--to=2026-02-03",
        random.nextBoolean(),
        cues.get(random.nextInt(cues.size())),
        random.nextInt(MOST_DELAY_MILLIS),
        random.nextBoolean(),
        random.nextInt(3) == 0);
  }

  /** The options of one of the two runs in a process of this one. */
  List<String> window(String racer) {
    return racer.equals("a")
        ? List.of("--from=2026-02-03", aTo)
        : List.of("--from=" + B_DAY, "--to=" + B_DAY);
  }

  /** Lets them run; every run of both, in no order. */
  List<Racer.Attempt> play(Two two, Bench bench, List<String> jvm, Path logs)
      throws IOException, InterruptedException, ExecutionException {
    Files.createDirectories(bench.warehouse().getParent());
    Racer one = racer(two, bench, jvm, logs, aFirst ? "a" : "b");
    Racer other = racer(two, bench, jvm, logs, aFirst ? "b" : "a");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<List<Racer.Attempt>> first = threads.submit(one);
      await(bench.state(), one.name(), first);
      Thread.sleep(delayMillis);
      Future<List<Racer.Attempt>> second = threads.submit(other);
      List<Racer.Attempt> attempts = new ArrayList<>(first.get());
      attempts.addAll(second.get());
      return attempts;
    } finally {
      threads.shutdownNow();
    }
  }

  private Racer racer(Two two, Bench bench, List<String> jvm, Path logs, String name) {
    String model = name.equals("a") ? two.first() : two.second();
    return new Racer(
        name,
        jvm,
        runId -> {
          List<String> args = two.run(bench, model, runId, window(name).toArray(String[]::new));
          if (grab) {
            args.add("--take-lease=" + (name.equals("a") ? "b" : "a"));
          }
          return args;
        },
        logs.resolve(seed + "-"),
        persistent);
  }

  private void await(Path state, String runId, Future<?> run)
      throws IOException, InterruptedException {
    if (cue == Cue.STARTED) {
      return;
    }
    Path sign = cue.sign(state, runId);
    while (!run.isDone()
        && !(cue.hasSign() && Child.anyBegins(sign.getParent(), sign.getFileName().toString()))) {
      Thread.sleep(2);
    }
  }
}
