package dev.medallion.replay.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsAtOnceTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 30})
  void resultsComeInTheOrderOfTheCalls(int most) throws Exception {
    List<Callable<Integer>> calls =
        IntStream.range(0, 100).mapToObj(i -> (Callable<Integer>) () -> i).toList();

    assertThat(CallsAtOnce.of(most).all(calls), is(IntStream.range(0, 100).boxed().toList()));
  }

  @Test
  void soManyAreMadeAtOnceAndNoMoreWhoeverAsks() throws Exception {
    int most = 3;
    CountDownLatch together = new CountDownLatch(most);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    Callable<Integer> call =
        () -> {
          highest.accumulateAndGet(now.incrementAndGet(), Math::max);
          together.countDown();
          // Where fewer were made at once, the others would wait here in vain.
          assertThat(together.await(10, TimeUnit.SECONDS), is(true));
          now.decrementAndGet();
          return 1;
        };
    List<Callable<Integer>> others =
        List.of(
            () -> CallsAtOnce.of(most).all(List.of(call, call)).size(),
            () -> CallsAtOnce.of(most).all(List.of(call, call, call, call)).size());

    assertThat(CallsAtOnce.of(2).all(others), is(List.of(2, 4)));
    assertThat(highest.get(), is(most));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theFirstFailureIsTold(int most) {
    IOException failure = new IOException("broke");
    List<Callable<Integer>> calls =
        List.of(
            () -> 1,
            () -> {
              throw failure;
            },
            () -> {
              throw new IOException("too");
            });

    assertThat(
        assertThrows(ExecutionException.class, () -> CallsAtOnce.of(most).all(calls)).getCause(),
        is(sameInstance(failure)));
  }

  @Test
  void oneAfterTheOtherIsDoneByWhoAsks() throws Exception {
    assertThat(
        CallsAtOnce.one().all(List.of(Thread::currentThread)).get(0),
        is(sameInstance(Thread.currentThread())));
  }

  @Test
  void noneAtAllIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> CallsAtOnce.of(0));
  }
}
