package dev.medallion.replay.pipelines.launch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DirectRunnerDrainTest {
  @Test
  void areWaitedForUntilTheyEnd() throws InterruptedException {
    Thread straggler = worker(new CountDownLatch(1), 300);
    DirectRunnerDrain.await(Duration.ofMinutes(1));
    assertThat(straggler.isAlive(), is(false));
  }

  @Test
  void areNotWaitedForForever() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread straggler = worker(ended, Long.MAX_VALUE);
    DirectRunnerDrain.await(Duration.ofMillis(50));
    assertThat(straggler.isAlive(), is(true));
    ended.countDown();
    straggler.join();
  }

  private static Thread worker(CountDownLatch ended, long millis) {
    Thread worker =
        new Thread(
            () -> {
              try {
                ended.await(millis, TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "direct-runner-worker");
    worker.start();
    return worker;
  }
}
