package dev.medallion.replay.transforms.flow.audit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.medallion.replay.transforms.flow.match.ListingFacts.Sidecar;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SidecarFolderTest {
  @Test
  void aPartIsNamedByItsNumberAndOneWithoutANumberIsNot() {
    SidecarFolder folder =
        new SidecarFolder(
            "a",
            new Sidecar("s", "a", 1, 2),
            Stream.of("0", "00001", "2", "a", "-1", "1.0", " 1", "٠", "99999999999999999999")
                .map(SidecarFolderTest::part)
                .toList(),
            "part");

    assertThat(numbers(folder.namedParts()), contains("0", "00001"));
    assertThat(
        numbers(folder.leftoverParts()),
        contains("2", "a", "-1", "1.0", " 1", "٠", "99999999999999999999"));
  }

  private static ObjectOutcome part(String number) {
    ObjectRef object =
        new ObjectRef(
            "s",
            "file:/a/" + number,
            "a/" + number,
            "1",
            1,
            LocalDate.EPOCH,
            Map.of("part", number));
    return new ObjectOutcome(
        object, false, 1, Map.of(), 0, ObjectOutcome.Weight.NONE, Long.MIN_VALUE);
  }

  private static List<String> numbers(List<ObjectOutcome> parts) {
    return parts.stream().map(p -> p.object().columns().get("part")).toList();
  }
}
