package dev.medallion.replay.transforms.flow.match;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReadUnitsTest {

  private static ObjectRef object(int name, long bytes) {
    return new ObjectRef(
        name % 3 == 0 ? "a" : "b",
        "/" + name,
        "p" + name,
        "",
        bytes,
        LocalDate.of(2026, 2, 3),
        Map.of());
  }

  @Test
  void smallObjectsShareAUnitAndALargeOneStandsAlone() {
    List<ReadUnit> units =
        ReadUnits.pack(
            List.of(object(1, 10), object(2, 10), object(4, 5_000_000), object(5, 10)), 1_000_000);
    assertThat(units.stream().map(u -> u.objects().size()).toList(), is(List.of(2, 1, 1)));
  }

  @Property(tries = 200)
  void unitsAreTheSameWhateverTheOrderAndHoldEveryObjectOnce(
      @ForAll @Size(max = 60) List<@IntRange(max = 200_000) Integer> sizes, @ForAll long seed) {
    List<ObjectRef> objects = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      objects.add(object(i, sizes.get(i)));
    }
    List<ReadUnit> units = ReadUnits.pack(objects, 300_000);
    List<ObjectRef> shuffled = new ArrayList<>(objects);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(ReadUnits.pack(shuffled, 300_000), is(units));
    assertThat(units.stream().mapToInt(u -> u.objects().size()).sum(), is(objects.size()));
    assertThat(
        units.stream().flatMap(u -> u.objects().stream()).distinct().count(),
        is((long) objects.size()));
  }
}
