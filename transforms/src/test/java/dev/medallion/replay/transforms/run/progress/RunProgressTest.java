package dev.medallion.replay.transforms.run.progress;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.transforms.flow.assemble.AggregateUnit;
import dev.medallion.replay.transforms.flow.assemble.AssemblyUnit;
import dev.medallion.replay.transforms.flow.decode.Drift;
import dev.medallion.replay.transforms.flow.decode.ReadNotes;
import dev.medallion.replay.transforms.flow.decode.SignatureCounts;
import dev.medallion.replay.transforms.flow.match.ListedPart;
import dev.medallion.replay.transforms.flow.match.ListingFacts;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.read.UnitRead;
import dev.medallion.replay.transforms.run.completion.Completions;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Place;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResults;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunProgressTest {
  private final Completions completions =
      new Completions(
          new Place(new MemoryStorage("memory"), Address.parse("memory://bucket/staging")), "run");
  private final RunProgress progress = new RunProgress(completions);

  @Test
  void aRunThatHasLeftNothingIsStarting() {
    assertThat(progress.look(), is(ProgressSnapshot.STARTING));
  }

  @Test
  void itsRecordsTellHowFarARunIs() {
    done("heads", "anything");
    assertThat(progress.look(), is(new ProgressSnapshot("listing", 0, 0, 0, 0, 0, 0)));
    done("listing-0", listed(object("a"), object("b"), object("c")));
    assertThat(progress.look(), is(new ProgressSnapshot("listing", 3, 0, 0, 0, 0, 0)));
    done("read-0", read(object("a"), object("b")));
    assertThat(progress.look(), is(new ProgressSnapshot("reading", 3, 2, 20, 10, 0, 0)));
    done("read-1", read(object("c")));
    done("shard-charge-0", "anything");
    done("shard-charge-1", "anything");
    assertThat(progress.look(), is(new ProgressSnapshot("building shards", 3, 3, 30, 15, 2, 0)));
    done(assembled("2026-02-01", "2026-02-02"), "anything");
    assertThat(progress.look().stage(), is("assembling partitions"));
    done(aggregated("2026-02-01"), "anything");
    assertThat(
        progress.look(), is(new ProgressSnapshot("computing aggregates", 3, 3, 30, 15, 2, 3)));
    done("conclusion", "anything");
    assertThat(progress.look().stage(), is("publishing"));
  }

  @Test
  void ofManyRecordsAFewAreReadAtOnceAndEachOnlyOnce() {
    IntStream.range(0, 20).forEach(n -> done("read-" + n, read(object("o" + n))));
    assertThat(progress.look().objectsRead(), is(16L));
    assertThat(progress.look().objectsRead(), is(20L));
    assertThat(progress.look().objectsRead(), is(20L));
  }

  private void done(String unit, Object result) {
    completions.once(unit, new TypeReference<Object>() {}, () -> result);
  }

  private static String assembled(String... days) {
    return new AssemblyUnit("charges", List.of(days), new TreeMap<>(), new TreeMap<>(), List.of())
        .name();
  }

  private static String aggregated(String... days) {
    return new AggregateUnit("fct_payments", List.of(days), new PartitionResults(List.of())).name();
  }

  private static ListedPart listed(ObjectRef... objects) {
    return new ListedPart(
        List.of(objects), new ListingFacts(List.of(), Map.of(), Map.of(), Map.of()), List.of(), "");
  }

  private static UnitRead read(ObjectRef... objects) {
    return new UnitRead(
        List.of(),
        List.of(objects).stream()
            .map(
                o ->
                    new ObjectOutcome(
                        o, false, 5, Map.of(), 0, ObjectOutcome.Weight.NONE, Long.MIN_VALUE))
            .toList(),
        new ReadNotes(new Drift(), new SignatureCounts(), 0),
        "");
  }

  private static ObjectRef object(String name) {
    return new ObjectRef(
        "bronze", "memory://bucket/" + name, name, "1", 10, LocalDate.EPOCH, Map.of());
  }
}
