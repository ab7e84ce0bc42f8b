package dev.medallion.replay.transforms.flow.assemble;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key that was put in is held, also when the filter is read back; few others are. */
class KeyFilterTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 1_000, 4_000, 100_000})
  void everyKeyIsHeldAndFewOthersAre(int count) {
    Random random = new Random(count);
    List<Long> keys = random.longs(count, 0, Long.MAX_VALUE).boxed().toList();

    KeyFilter filter = KeyFilter.read(KeyFilter.of(keys).text()).orElseThrow();

    assertThat(keys.stream().allMatch(filter::mayHold), is(true));
    if (count <= 4_000) {
      assertThat(
          random.longs(10_000, 0, Long.MAX_VALUE).filter(filter::mayHold).count(), lessThan(50L));
    }
    assertThat(filter.text().length(), lessThan(11_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "absent", "1:64", "1:x:AA==", "1:64:!"})
  void anotherTextIsNoFilter(String text) {
    assertThat(KeyFilter.read(text).isPresent(), is(false));
  }
}
