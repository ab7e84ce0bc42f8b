package dev.medallion.replay.transforms.storage.packed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class PackedTest {
  @Test
  void aListComesBackInItsOrder() {
    List<String> list = List.of("b", "a", "b", "");

    Packed<String> copy = SerializableUtils.clone(Packed.of(list));

    assertThat(copy.list(), is(list));
    assertThat(copy, is(Packed.of(list)));
    assertThat(copy, is(not(Packed.of(List.of("a", "b", "b", "")))));
  }

  @Test
  void anEmptyListComesBack() {
    assertThat(Packed.of(List.<String>of()).list(), is(empty()));
  }

  @Test
  void whatRepeatsTakesLittle() {
    List<String> list = Collections.nCopies(10_000, new String("the same again"));

    assertThat(SerializableUtils.serializeToByteArray(Packed.of(list)).length, lessThan(5_000));
  }
}
