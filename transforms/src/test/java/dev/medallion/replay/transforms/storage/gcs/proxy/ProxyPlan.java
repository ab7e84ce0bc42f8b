package dev.medallion.replay.transforms.storage.gcs.proxy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Which fault each call meets. It is asked by many threads at once. */
@FunctionalInterface
public interface ProxyPlan {
  /** No call meets any. */
  ProxyPlan NONE = call -> ProxyFault.NONE;

  ProxyFault of(ProxyCall call);

  /** One call alone, by its number, from 1, among those of its kind. */
  static ProxyPlan at(ProxyCall.Kind kind, int number, ProxyFault fault) {
    AtomicInteger calls = new AtomicInteger();
    return call ->
        call.kind() == kind && calls.incrementAndGet() == number ? fault : ProxyFault.NONE;
  }

  /** All calls of a kind. */
  static ProxyPlan all(ProxyCall.Kind kind, ProxyFault fault) {
    return call -> call.kind() == kind ? fault : ProxyFault.NONE;
  }

  /**
   * A share of all calls of some kinds. Whether a call is one of them depends on the seed, the
   * object and how often that has been called for so far, and not on which thread came first.
   *
   * @param share from 0 to 1
   * @param faults one of which each of them meets
   */
  static ProxyPlan share(
      long seed, double share, Set<ProxyCall.Kind> kinds, List<ProxyFault> faults) {
    Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    return call -> {
      if (!kinds.contains(call.kind())) {
        return ProxyFault.NONE;
      }
      String name = call.kind() + " " + call.bucket() + "/" + call.object() + call.query();
      int number = calls.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
      Random random = new Random(seed ^ 31L * (31L * name.hashCode() + number));
      // The first numbers of neighbouring seeds are alike.
      random.nextLong();
      return random.nextDouble() < share
          ? faults.get(random.nextInt(faults.size()))
          : ProxyFault.NONE;
    };
  }
}
