package dev.medallion.replay.transforms.flow.match;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class ObjectRefFormTest {
  @Test
  void anObjectComesBackAsItWas() {
    ObjectRef object =
        new ObjectRef(
            "bronze",
            "/data/lake/ü/a b.jsonl",
            "ü/a b.jsonl",
            "5f",
            1L << 40,
            LocalDate.of(1969, 12, 31),
            Map.of("entity", "charges", "part", "0\n0"));

    assertThat(
        SerializableUtils.clone(new ObjectRefs(List.of(object, object))),
        is(new ObjectRefs(List.of(object, object))));
  }
}
