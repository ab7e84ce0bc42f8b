package dev.medallion.replay.pipelines.suite.kills;

import dev.medallion.replay.bigqueryserver.faults.Fault;
import dev.medallion.replay.bigqueryserver.faults.Faults;
import dev.medallion.replay.bigqueryserver.faults.JobFault;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What goes wrong with a run's launches, and when their processes die; drawn from a seed. */
final class CloudFaults {
  private static final int FAULTY_LAUNCHES = 4;
  private static final int LAST_STEP = 160;
  private static final int LAST_CALL = 60;
  private static final int LONGEST_MILLIS = 9_000;

  private static final List<String> PATHS =
      List.of("/jobs$", "/jobs/replay_[0-9a-f]", "/jobs/replay_query", "/tables/", "/datasets/");
  private static final List<Fault.Kind> KINDS =
      List.of(
          Fault.Kind.UNAVAILABLE_BEFORE,
          Fault.Kind.UNAVAILABLE_AFTER,
          Fault.Kind.TOO_MANY_REQUESTS,
          Fault.Kind.QUOTA_EXCEEDED,
          Fault.Kind.SLOW);
  private static final List<String> METHODS = List.of("POST", "GET", "*");
  private static final List<String> REASONS =
      List.of("backendError", "rateLimitExceeded", "internalError", "invalid", "quotaExceeded");

  private final Random random;

  CloudFaults(long seed) {
    this.random = new Random(seed);
  }

  /** What the service does in this launch; nothing from the fifth on. */
  void order(int launch, Faults faults) {
    if (launch > FAULTY_LAUNCHES) {
      return;
    }
    if (random.nextInt(2) == 0) {
      // The process dies at a call that begins a job or asks for one.
      faults.add(
          Fault.next(
                  random.nextBoolean() ? Fault.Kind.DROPPED_BEFORE : Fault.Kind.DROPPED_AFTER,
                  random.nextInt(3) == 0 ? "GET" : "POST",
                  random.nextInt(3) == 0 ? "/" : "/jobs")
              .after(random.nextInt(LAST_CALL)));
    }
    int calls = random.nextInt(5);
    for (int i = 0; i < calls; i++) {
      faults.add(
          Fault.next(drawn(KINDS), drawn(METHODS), drawn(PATHS))
              .after(random.nextInt(30))
              .times(1 + random.nextInt(12))
              .waiting(Duration.ofMillis(30)));
    }
    int jobs = random.nextInt(4);
    for (int i = 0; i < jobs; i++) {
      faults.add(
          JobFault.failing("^replay_[0-9a-f]{64}$", drawn(REASONS), "ordered")
              .times(1 + random.nextInt(3)));
    }
  }

  private <T> T drawn(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Starts it, and has it die at a moment or after a step of its own, or not. */
  Child.End launch(int launch, Child child, String... command) {
    if (launch > FAULTY_LAUNCHES) {
      return child.run(command);
    }
    return switch (random.nextInt(4)) {
      case 0 -> child.dieAfter(1 + random.nextInt(LAST_STEP), command);
      case 1 -> child.killAfter(Duration.ofMillis(random.nextInt(LONGEST_MILLIS)), command);
      default -> child.run(command);
    };
  }
}
