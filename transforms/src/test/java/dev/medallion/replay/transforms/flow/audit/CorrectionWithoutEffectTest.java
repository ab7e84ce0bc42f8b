package dev.medallion.replay.transforms.flow.audit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.flow.match.ObjectRef;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorrectionWithoutEffectTest {
  @Test
  void ofAnObjectInABucketOnlyItsGenerationIsKnown() {
    assertThat(
        CorrectionWithoutEffect.change(object("gs://lake/a.jsonl", "8"), "7"),
        is("was written again since: its generation is 8, and the correction is of 7"));
    assertThat(
        CorrectionWithoutEffect.change(object("/lake/a.jsonl", "ab"), "cd"),
        is("has other content now"));
  }

  private static ObjectRef object(String uri, String generation) {
    return new ObjectRef(
        "bronze", uri, "a.jsonl", generation, 3, LocalDate.of(2026, 2, 3), Map.of());
  }
}
