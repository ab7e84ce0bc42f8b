package dev.medallion.replay.transforms.warehouse.bigquery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ModificationLimiterTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private long now;

  private ModificationLimiter limiter(int most) {
    return new ModificationLimiter(most, WINDOW, () -> now, time -> now += time.toNanos());
  }

  @Property(tries = 200)
  void noWindowHoldsMoreThanAllowed(
      @ForAll @IntRange(min = 1, max = 6) int most,
      @ForAll @Size(max = 60) List<@IntRange(max = 4_000) Integer> pausesMillis)
      throws InterruptedException {
    ModificationLimiter limiter = limiter(most);
    List<Long> let = new ArrayList<>();
    for (int pause : pausesMillis) {
      now += Duration.ofMillis(pause).toNanos();
      limiter.await("t");
      let.add(now);
    }
    for (int i = most; i < let.size(); i++) {
      assertThat(let.get(i) - let.get(i - most), is(greaterThanOrEqualTo(WINDOW.toNanos())));
    }
  }

  @Example
  void tablesDoNotWaitForEachOther() throws InterruptedException {
    ModificationLimiter limiter = limiter(1);
    for (int table = 0; table < 100; table++) {
      limiter.await("t" + table);
    }
    assertThat(now, is(0L));
    limiter.await("t0");
    assertThat(now, is(WINDOW.toNanos()));
  }

  @Example
  void aYearOfDaysTakesAMinuteAndAHalf() throws InterruptedException {
    ModificationLimiter limiter = limiter(Quotas.OWN_MODIFICATIONS);
    for (int day = 0; day < 400; day++) {
      limiter.await("t");
    }
    assertThat(now, is(lessThanOrEqualTo(Duration.ofSeconds(91).toNanos())));
  }
}
