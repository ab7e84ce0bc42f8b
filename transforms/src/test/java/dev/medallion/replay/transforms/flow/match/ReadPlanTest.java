package dev.medallion.replay.transforms.flow.match;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.Models;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadPlanTest {
  private static final Model PAYMENTS = Models.of(ModelFiles.builtIn("payments"));
  private static final LocalDate DAY = LocalDate.of(2026, 2, 3);

  @Test
  void aSmallListingIsPackedTogether() {
    assertThat(units(parts(), ReadPlan.PACKED_TOGETHER).keySet(), is(Set.of("0")));
  }

  @Test
  void ofALargeOneEachPartIsPackedAloneWhateverTheirOrder() {
    List<ObjectRefs> parts = parts();
    Map<String, ReadUnit> units = units(parts, 10);
    Collections.reverse(parts);

    assertThat(units(parts, 10), is(units));
    assertThat(units.size(), is(4));
    assertThat(
        units.values().stream().flatMap(u -> u.objects().stream()).distinct().count(), is(20L));
  }

  @Test
  void shardsAreCountedOverAllParts() {
    Map<String, Integer> shards =
        new ReadPlan(PAYMENTS, 0, List.of(part("a", 30L << 20), part("b", 30L << 20)))
            .shards()
            .byStream();
    assertThat(shards.values().stream().mapToInt(Integer::intValue).max().orElse(0), is(5));
    assertThat(
        new ReadPlan(PAYMENTS, 7, parts())
            .shards().byStream().values().stream().distinct().toList(),
        is(List.of(7)));
  }

  private static Map<String, ReadUnit> units(List<ObjectRefs> parts, long together) {
    Map<String, ReadUnit> units = new TreeMap<>();
    new ReadPlan(PAYMENTS, 0, parts, together).forEach(units::put);
    return units;
  }

  private static List<ObjectRefs> parts() {
    return new ArrayList<>(List.of(part("a", 10), part("b", 10), part("c", 10), part("d", 10)));
  }

  /** Five objects. */
  private static ObjectRefs part(String name, long bytes) {
    List<ObjectRef> objects = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String path = "bronze/source=stripe/entity=charges/dt=2026-02-03/" + name + i + ".jsonl";
      objects.add(
          new ObjectRef("bronze", "/" + path, path, "1", bytes, DAY, Map.of("entity", "charges")));
    }
    return new ObjectRefs(objects);
  }
}
