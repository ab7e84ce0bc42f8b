package dev.medallion.replay.transforms.warehouse.changeset;

import static dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs.differ;
import static dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs.slicesDiffer;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedInputsTest {
  private static final String DAY = "things/2026-02-01";

  private static boolean differs(Map<String, String> recorded, Map<String, String> today) {
    return differ(recorded, today, name -> false);
  }

  @Test
  void rowsNoRowsAndNoPartitionAreThreeThings() {
    assertThat(differs(Map.of(DAY, "ab"), Map.of(DAY, "ab")), is(false));
    assertThat(differs(Map.of(DAY, "ab"), Map.of(DAY, "cd")), is(true));
    assertThat(differs(Map.of(DAY, "ab"), Map.of(DAY, "empty")), is(true));
    assertThat(differs(Map.of(DAY, "empty"), Map.of(DAY, "ab")), is(true));
    assertThat(differs(Map.of(DAY, "absent"), Map.of(DAY, "empty")), is(true));
    assertThat(differs(Map.of(DAY, "empty"), Map.of(DAY, "absent")), is(true));
  }

  @Test
  void whatIsAwaitedIsAbsentUntilItIsThere() {
    assertThat(differs(Map.of(DAY, "awaited"), Map.of(DAY, "absent")), is(false));
    assertThat(differs(Map.of(DAY, "awaited"), Map.of(DAY, "empty")), is(true));
    assertThat(differ(Map.of(DAY, "awaited"), Map.of(), name -> false), is(false));
    assertThat(differ(Map.of(DAY, "awaited"), Map.of(), name -> name.equals(DAY)), is(true));
  }

  @Test
  void aHeadOfAnEarlierVersionNamesNothingWithoutRows() {
    assertThat(differs(Map.of(), Map.of(DAY, "absent")), is(false));
    assertThat(differs(Map.of(), Map.of(DAY, "empty")), is(false));
    assertThat(differs(Map.of(), Map.of(DAY, "ab")), is(true));
  }

  @Test
  void aReachThatWasWiderIsAnotherInput() {
    assertThat(differs(Map.of(DAY, "ab"), Map.of()), is(true));
  }

  @Test
  void anotherNowAloneIsNoOtherInputNorAreMarksOfReaders() {
    assertThat(differs(Map.of("as_of", "1"), Map.of("as_of", "2")), is(false));
    assertThat(differs(Map.of("fct/readers", "1"), Map.of()), is(false));
  }

  @Test
  void slicesAreComparedApartWithTheKeysThatTheyAskFor() {
    String slice = RecordedInputs.slice("custs");
    String keys = RecordedInputs.sliceKeys("custs", "things.id");

    assertThat(differs(Map.of(slice, "ab"), Map.of(slice, "cd")), is(false));
    assertThat(slicesDiffer(Map.of(slice, "ab"), Map.of(slice, "cd")), is(true));
    assertThat(slicesDiffer(Map.of(slice, "ab"), Map.of(slice, "empty")), is(true));
    assertThat(slicesDiffer(Map.of(slice, "ab"), Map.of(slice, "ab", keys, "k")), is(true));
    assertThat(slicesDiffer(Map.of(slice, "ab", DAY, "x"), Map.of(slice, "ab")), is(false));
  }
}
