package dev.medallion.replay.benchmarks.profile;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class PlaceTest {
  private static final StackTraceElement NATIVE = frame("org.duckdb.DuckDBNative", "execute");
  private static final StackTraceElement HELPER =
      frame("dev.medallion.replay.transforms.engine.DuckDbSession", "run");
  private static final StackTraceElement STAGE =
      frame("dev.medallion.replay.transforms.flow.shard.RankedVersions$Ranks", "of");
  private static final StackTraceElement BEAM = frame("org.apache.beam.sdk.transforms.ParDo", "x");

  @Test
  void timeInsideTheEngineIsThatOfTheClassThatCalledItsHelper() {
    assertThat(
        Place.of(new StackTraceElement[] {NATIVE, HELPER, STAGE, BEAM}),
        is("shard.RankedVersions"));
  }

  @Test
  void timeOfNoClassOfThisProgramIsBeamsWhereBeamIsOnTheStack() {
    assertThat(Place.of(new StackTraceElement[] {NATIVE, BEAM}), is("Beam"));
    assertThat(Place.of(new StackTraceElement[] {NATIVE}), is("JDK and others"));
  }

  @Test
  void theInnermostFrameIsNamedByClassAndMethod() {
    assertThat(
        Place.innermost(new StackTraceElement[] {NATIVE, STAGE}), is("DuckDBNative.execute"));
  }

  private static StackTraceElement frame(String type, String method) {
    return new StackTraceElement(type, method, null, 1);
  }
}
