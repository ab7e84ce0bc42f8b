package dev.medallion.replay.transforms.flow.match;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasToString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.flow.match.ObjectOutcome.Weight;
import dev.medallion.replay.transforms.flow.match.OutcomeTotals.Arrival;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.beam.sdk.util.SerializableUtils;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;

class OutcomesOfRunTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

  private final List<String> unpacked = new ArrayList<>();
  private final OutcomesOfRun outcomes =
      new OutcomesOfRun(
          () ->
              List.of(
                      page(
                          outcome("a", "1", DAY, 5, 1, 100),
                          ObjectOutcome.unreadable(object("a", "2", DAY.plusDays(1), ""))),
                      page(outcome("b", "3", DAY, 7, 7, Long.MIN_VALUE)),
                      page(outcome("a", "4", DAY, 2, 0, 300)))
                  .stream()
                  .peek(p -> unpacked.add(p.outcomes().get(0).object().path()))
                  .iterator());

  private static ObjectOutcomes page(ObjectOutcome... outcomes) {
    return new ObjectOutcomes(List.of(outcomes));
  }

  private static ObjectRef object(String source, String path, LocalDate day, String generation) {
    return new ObjectRef(source, "/in/" + path, path, generation, 1, day, Map.of("part", "0"));
  }

  private static ObjectOutcome outcome(
      String source, String path, LocalDate day, long records, long dead, long newest) {
    return new ObjectOutcome(
        object(source, path, day, "g"),
        false,
        records,
        Map.of("rule", 1L),
        dead,
        new Weight(records * 10, dead * 10, dead),
        newest);
  }

  @Test
  void totalsAreCountedInOnePassHoweverOftenTheyAreAskedFor() {
    ObjectTally a = outcomes.totals().of("a");

    assertThat(a.objects(), is(3L));
    assertThat(a.unreadable(), is(1L));
    assertThat(a.unpinned(), is(1L));
    assertThat(a.records(), is(7L));
    assertThat(a.dead(), is(1L));
    assertThat(a.bytes(), is(70L));
    assertThat(a.deadBytes(), is(10L));
    assertThat(a.rejected(), is(Map.of("rule", 2L)));
    assertThat(a.newest(), is(OptionalLong.of(300)));
    assertThat(outcomes.totals().of("b").newest(), is(OptionalLong.empty()));
    assertThat(outcomes.totals().of("none").objects(), is(0L));
    assertThat("one pass", unpacked, contains("1", "3", "4"));
  }

  @Test
  void totalsAreBySourceAndArrival() {
    assertThat(
        outcomes.totals().byArrival().keySet(),
        contains(new Arrival("a", DAY), new Arrival("a", DAY.plusDays(1)), new Arrival("b", DAY)));
    assertThat(outcomes.totals().byArrival().get(new Arrival("a", DAY)).objects(), is(2L));
  }

  @Test
  void objectsThatCameToNothingAreKept() {
    assertThat(outcomes.totals().unreadable(), contains(hasPath("2")));
    assertThat(outcomes.totals().lost(), contains(hasPath("3")));
  }

  private static Matcher<ObjectOutcome> hasPath(String path) {
    return hasToString(containsString("path=" + path + ","));
  }

  @Test
  void aPassUnpacksNoPageBeforeItIsReached() {
    Iterator<ObjectOutcome> pass = outcomes.iterator();
    pass.next();
    pass.next();

    assertThat(unpacked, contains("1"));
    pass.next();
    assertThat(unpacked, contains("1", "3"));
  }

  @Test
  void anOutcomeComesBackAsItWas() {
    List<ObjectOutcome> all = outcomes.stream().toList();

    assertThat(SerializableUtils.clone(new ObjectOutcomes(all)).outcomes(), is(all));
  }
}
