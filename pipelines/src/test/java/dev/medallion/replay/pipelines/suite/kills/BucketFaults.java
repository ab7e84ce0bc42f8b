package dev.medallion.replay.pipelines.suite.kills;

import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyCall;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyFault;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyPlan;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong with the buckets of a run's launches; drawn from a seed. */
final class BucketFaults {
  private static final int FAULTY_LAUNCHES = 4;
  private static final List<ProxyFault> FAULTS =
      List.of(
          ProxyFault.UNAVAILABLE_BEFORE,
          ProxyFault.UNAVAILABLE_AFTER,
          ProxyFault.THROTTLED,
          ProxyFault.DROPPED,
          ProxyFault.ANSWER_LOST,
          ProxyFault.ANSWER_CUT);

  private final Random random;

  BucketFaults(long seed) {
    this.random = new Random(seed);
  }

  /**
   * What the service does in this launch; nothing from the fifth on.
   *
   * @param calls about how many a launch makes
   * @param die ends the process, before or after a call had its effect
   */
  ProxyPlan of(int launch, int calls, Runnable die) {
    if (launch > FAULTY_LAUNCHES) {
      return ProxyPlan.NONE;
    }
    ProxyPlan faulty =
        random.nextInt(2) == 0
            ? ProxyPlan.share(
                random.nextLong(),
                random.nextDouble() * 0.3,
                Set.of(ProxyCall.Kind.values()),
                FAULTS)
            : ProxyPlan.NONE;
    if (random.nextInt(2) == 0) {
      return faulty;
    }
    int last = 1 + random.nextInt(calls);
    ProxyFault how = random.nextBoolean() ? ProxyFault.DROPPED : ProxyFault.ANSWER_LOST;
    AtomicInteger called = new AtomicInteger();
    return call -> {
      if (called.incrementAndGet() == last) {
        die.run();
        return how;
      }
      return faulty.of(call);
    };
  }
}
