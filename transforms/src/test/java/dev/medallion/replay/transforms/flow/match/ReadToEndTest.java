package dev.medallion.replay.transforms.flow.match;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.flow.match.ObjectOutcome.Weight;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadToEndTest {
  private final ReadToEnd read =
      new ReadToEnd(
          List.of(
              new ObjectOutcome(object("a", "x"), false, 1, Map.of(), 0, Weight.NONE, 0),
              ObjectOutcome.unreadable(object("a", "broken")),
              new ObjectOutcome(object("b", "y"), false, 0, Map.of(), 0, Weight.NONE, 0)));

  private static ObjectRef object(String source, String path) {
    return new ObjectRef(source, "/in/" + path, path, "g1", 1, LocalDate.EPOCH, Map.of());
  }

  @Test
  void anObjectIsKnownBySourceAndPath() {
    assertThat(read.holds("a", "x"), is(true));
    assertThat(read.holds("b", "x"), is(false));
    assertThat(read.holds("c", "x"), is(false));
  }

  @Test
  void whatBrokeOffWasNotRead() {
    assertThat(read.holds("a", "broken"), is(false));
  }

  @Test
  void otherContentIsAnotherObject() {
    assertThat(read.holds("a", "x", "g1"), is(true));
    assertThat(read.holds("a", "x", "g2"), is(false));
  }
}
