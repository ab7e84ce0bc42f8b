package dev.medallion.replay.transforms.run.completion;

import static dev.medallion.replay.transforms.run.completion.Completions.requireUnused;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.flow.block.BlockRef;
import dev.medallion.replay.transforms.flow.decode.Drift;
import dev.medallion.replay.transforms.flow.decode.ReadNotes;
import dev.medallion.replay.transforms.flow.decode.SignatureCounts;
import dev.medallion.replay.transforms.flow.match.ListedPart;
import dev.medallion.replay.transforms.flow.match.ListingFacts;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.PathList;
import dev.medallion.replay.transforms.flow.publish.Published;
import dev.medallion.replay.transforms.flow.read.UnitRead;
import dev.medallion.replay.transforms.flow.shard.Fate;
import dev.medallion.replay.transforms.flow.shard.FateCount;
import dev.medallion.replay.transforms.flow.shard.Fragment;
import dev.medallion.replay.transforms.flow.shard.MisplacedVersions;
import dev.medallion.replay.transforms.flow.shard.SeenDay;
import dev.medallion.replay.transforms.flow.shard.ShardResult;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Place;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.memory.Fault;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import dev.medallion.replay.transforms.storage.memory.UnreliableStorage;
import dev.medallion.replay.transforms.warehouse.DeadLetterUnit;
import dev.medallion.replay.transforms.warehouse.EntityRef;
import dev.medallion.replay.transforms.warehouse.PublishTarget;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionsTest {
  private static final LocalDate DAY = LocalDate.parse("2026-02-03");

  @TempDir private Path staging;

  @Test
  void workThatIsRecordedIsNotDoneAgain() {
    new Completions(StandardStorages.at(staging), "run")
        .once("unit", new TypeReference<>() {}, () -> List.of("first"));

    List<String> again =
        new Completions(StandardStorages.at(staging), "run")
            .once(
                "unit",
                new TypeReference<>() {},
                () -> {
                  throw new AssertionError("done again");
                });

    assertThat(again, contains("first"));
  }

  @Test
  void everyAttemptAtTheSameTimeGivesTheWinnersResult() throws Exception {
    int attempts = 8;
    CountDownLatch together = new CountDownLatch(attempts);
    ExecutorService threads = Executors.newFixedThreadPool(attempts);
    List<Future<List<Integer>>> results = new ArrayList<>();
    for (int i = 0; i < attempts; i++) {
      int attempt = i;
      results.add(
          threads.submit(
              () ->
                  new Completions(StandardStorages.at(staging), "run")
                      .once("unit", new TypeReference<>() {}, () -> result(attempt, together))));
    }
    List<List<Integer>> seen = new ArrayList<>();
    for (Future<List<Integer>> result : results) {
      seen.add(result.get());
    }
    threads.shutdown();

    assertThat(seen, everyItem(is(seen.get(0))));
    assertThat("no draft is left", files(), hasSize(1));
  }

  @Test
  void inABucketAnAnswerThatIsLostChangesNothing() {
    TypeReference<List<String>> type = new TypeReference<>() {};
    Storage bucket = new MemoryStorage(Address.GS);
    Address folder = Address.parse("gs://bucket/staging");
    for (int lost = 1; lost <= 3; lost++) {
      Storage lossy =
          new UnreliableStorage(bucket, Fault.Plan.at(Fault.Kind.CREATE, lost, Fault.LOSES_ANSWER));
      Completions run = new Completions(new Place(lossy, folder), "run");
      run.claim();
      String unit = "read-" + lost;
      assertThat(run.once(unit, type, () -> List.of(unit)), contains(unit));
      assertThat(run.once(unit, type, () -> List.of("again")), contains(unit));
    }
    Completions run = new Completions(new Place(bucket, folder), "run");
    assertThat(run.done(), is(Map.of("read", 3L)));
    assertThat(
        run.all("read", type), contains(List.of("read-1"), List.of("read-2"), List.of("read-3")));
    assertThat(
        refused(new Completions(new Place(bucket, folder), "other")::claim),
        containsString("another"));
  }

  @Test
  void aFolderBelongsToTheRunThatClaimsItFirst() {
    Completions first = new Completions(StandardStorages.at(staging), "first");
    first.claim();
    first.claim();

    assertThat(
        refused(new Completions(StandardStorages.at(staging), "second")::claim),
        containsString("another run"));
  }

  @Test
  void whatNobodyHasClaimedIsRefused() throws IOException {
    Files.writeString(staging.resolve("left.parquet"), "");

    assertThat(
        refused(new Completions(StandardStorages.at(staging), "run")::claim),
        containsString("it holds left.parquet"));
    assertThat(
        refused(() -> requireUnused(StandardStorages.at(staging))),
        containsString("it holds left.parquet"));
  }

  @Test
  void ofManyThatClaimAFolderAtOnceOneGetsIt() throws Exception {
    int runs = 8;
    CountDownLatch together = new CountDownLatch(runs);
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    List<Future<Boolean>> results = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      Completions run = new Completions(StandardStorages.at(staging), "run " + i);
      results.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                try {
                  run.claim();
                  return true;
                } catch (UsageException e) {
                  return false;
                }
              }));
    }
    int claimed = 0;
    for (Future<Boolean> result : results) {
      claimed += result.get() ? 1 : 0;
    }
    threads.shutdown();
    assertThat(claimed, is(1));
  }

  @Test
  void aRecordOfAnotherRunIsNeverTakenForOnesOwn() throws IOException {
    Completions first = new Completions(StandardStorages.at(staging), "first");
    first.once("read-1", new TypeReference<>() {}, () -> List.of("theirs"));
    Completions second = new Completions(StandardStorages.at(staging), "second");
    TypeReference<List<String>> type = new TypeReference<>() {};

    assertThat(
        refused(() -> second.once("read-1", type, () -> List.of("mine"))),
        containsString("read-1.json belongs to another run"));
    assertThat(refused(() -> second.recorded("read-1", type)), containsString("another run"));
    assertThat(refused(() -> second.all("read", type)), containsString("another run"));

    Files.writeString(staging.resolve("completions/read-2.json"), "[\"of nobody\"]");
    assertThat(
        refused(() -> first.recorded("read-2", type)), containsString("read-2.json is damaged"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{\"run\": \"fir", "[]", "null", "{}", "{\"run\": 7}", "{\"run\":null}"})
  void aDamagedRecordIsNamedAndNobodyElsesIsTold(String written) throws IOException {
    TypeReference<List<String>> type = new TypeReference<>() {};
    Completions run = new Completions(StandardStorages.at(staging), "first");
    Files.createDirectories(staging.resolve("completions"));
    Files.writeString(staging.resolve("completions/read-1.json"), written);
    Files.writeString(staging.resolve("claim.json"), written);

    for (Executable work :
        List.<Executable>of(
            () -> run.recorded("read-1", type), () -> run.all("read", type), run::claim)) {
      String told = refused(work);
      assertThat(told, matchesPattern("the (completion record|claim) \\S*\\.json is damaged. .*"));
      assertThat(told, not(containsString("delete")));
    }
    assertThat(
        refused(() -> requireUnused(StandardStorages.at(staging))),
        endsWith("no run has claimed it. Give another --staging"));
  }

  @Test
  void onlyAFolderThatARunClaimedMayBeDeleted() throws IOException {
    Files.writeString(staging.resolve("left.parquet"), "");
    assertThat(
        refused(() -> requireUnused(StandardStorages.at(staging))), not(containsString("delete")));
    Files.delete(staging.resolve("left.parquet"));
    new Completions(StandardStorages.at(staging), "first").claim();
    assertThat(
        refused(() -> requireUnused(StandardStorages.at(staging))),
        containsString("delete the folder if you no longer need that run"));
  }

  private static String refused(Executable work) {
    return assertThrows(UsageException.class, work).getMessage();
  }

  @Test
  void workThatFailsLeavesNoRecord() {
    Completions completions = new Completions(StandardStorages.at(staging), "run");

    assertThrows(
        IllegalStateException.class,
        () ->
            completions.once(
                "unit",
                new TypeReference<List<String>>() {},
                () -> {
                  throw new IllegalStateException("broken");
                }));

    assertThat(
        completions.once("unit", new TypeReference<>() {}, () -> List.of("second")),
        contains("second"));
  }

  @Test
  void shardsAndPartitionsComeBackAsTheyWere() {
    ShardResult shard =
        new ShardResult(
            "charge",
            3,
            List.of(
                new Fragment(
                    "charges",
                    Fragment.Kind.REPLACING,
                    "/s/f.parquet",
                    "ab",
                    new TreeMap<>(Map.of("2026-02-03", 4L)))),
            List.of(new FateCount("bronze", "charge", DAY, Fate.WINNER, 4)),
            List.of(new SeenDay("charge", DAY.minusDays(1))),
            List.of(new MisplacedVersions("charge", 2, LocalDate.EPOCH, DAY, "p")),
            List.of("a"),
            "/s/dead.parquet");
    List<PartitionResult> partitions =
        List.of(
            new PartitionResult(
                new Partition("charges", "2026-02-03"),
                List.of(new Column("id", "VARCHAR"), new Column("_version", "VARCHAR")),
                List.of(new StagedFile("/s/p.parquet", "cd", 4, 100)),
                new Content(4, "1", "2"),
                new TreeMap<>(Map.of("a/b", "c"))));
    Completions completions = new Completions(StandardStorages.at(staging), "run");
    completions.once("shard", new TypeReference<ShardResult>() {}, () -> shard);
    completions.once("partitions", new TypeReference<List<PartitionResult>>() {}, () -> partitions);

    assertThat(
        completions.once("shard", new TypeReference<ShardResult>() {}, () -> null), is(shard));
    assertThat(
        completions.once("partitions", new TypeReference<List<PartitionResult>>() {}, List::of),
        is(partitions));
  }

  @Test
  void aConclusionComesBackAsItWasAndOneThatWasAlteredDoesNot() throws IOException {
    Partition day = new Partition("charges", "2026-02-03");
    Conclusion conclusion =
        new Conclusion(
            "{}",
            ChangeSets.of(
                List.of(
                    new Replacement(
                        "silver.charges",
                        "created_date",
                        Grain.DAY,
                        new PartitionResult(
                            day,
                            List.of(new Column("id", "VARCHAR")),
                            List.of(new StagedFile("/s/p.parquet", "cd", 4, 100)),
                            new Content(4, "1", "2"),
                            new TreeMap<>()),
                        Completeness.openUntil(DAY),
                        7)),
                Map.of(new Partition("charges", "2026-02-04"), 3)),
            "/s/objects.parquet",
            "/s/dead.parquet",
            "ef",
            List.of(DeadLetterUnit.ofDay("bronze", "charge", DAY)),
            List.of(new StagedFile("/s/mended.parquet", "ab", 1, 10)),
            List.of("a.json"),
            new PublishTarget(
                DayRange.ofDay(DAY),
                "UTC",
                List.of(new TableRef("charges", "silver", "created_date", Grain.DAY)),
                new TreeMap<>(
                    Map.of(
                        "silver.charges",
                        new EntityRef(
                            "ledger.charge", "bronze", List.of("id"), List.of("-received_ts"))))),
            new TakesBack("r1", List.of(new TakesBack.Restored(day, 6)), List.of()));
    Completions completions = new Completions(StandardStorages.at(staging), "run");
    TypeReference<Conclusion> type = new TypeReference<>() {};
    completions.once(Conclusion.UNIT, type, () -> conclusion);

    assertThat(completions.once(Conclusion.UNIT, type, () -> null), is(conclusion));

    Path record = files().get(0);
    Files.writeString(
        record, Files.readString(record).replace("\\\"version\\\" : 3", "\\\"version\\\" : 4"));
    assertThat(
        assertThrows(
                UncheckedIOException.class,
                () -> completions.once(Conclusion.UNIT, type, () -> null))
            .getCause()
            .getMessage(),
        containsString("altered"));
  }

  @Test
  void whatWasListedReadAndPublishedComesBackAsItWas() throws Exception {
    ObjectRef object = new ObjectRef("bronze", "/in/a", "a", "ab", 3, DAY, Map.of("dt", "x"));
    ListedPart listed =
        new ListedPart(
            List.of(object),
            new ListingFacts(
                List.of(new ListingFacts.Sidecar("bronze", "f", 3, 1)),
                Map.of("bronze", new ListingFacts.MarkerFacts(List.of("m"), List.of())),
                Map.of("bronze", new PathList(List.of("odd"), 2)),
                Map.of("bronze", PathList.NONE)),
            List.of(ObjectOutcome.unreadable(object)),
            "/s/dead.parquet");
    Drift drift =
        new JsonMapper()
            .readValue(
                "[{\"key\":{\"entity\":\"charge\",\"kind\":\"NEW\",\"path\":\"/a\",\"types\":\"\"},"
                    + "\"count\":4}]",
                Drift.class);
    SignatureCounts signatures =
        new JsonMapper().readValue("{\"VERIFIED\":3}", SignatureCounts.class);
    UnitRead read =
        new UnitRead(
            List.of(new BlockRef("charge", "charge", 2, 10, "read-0-a.blocks", 7L << 32, 9, 1)),
            List.of(
                new ObjectOutcome(
                    object,
                    false,
                    3,
                    Map.of("rule", 1L),
                    1,
                    new ObjectOutcome.Weight(90, 30, 2),
                    5)),
            new ReadNotes(drift, signatures, 2),
            "");
    Published published =
        new Published(
            List.of(
                new Head(
                    new Partition("charges", "2026-02-03"),
                    2,
                    "run",
                    List.of(),
                    Content.EMPTY,
                    Completeness.openUntil(DAY),
                    new TreeMap<>(Map.of("a/b", "c")))),
            new TreeSet<>(List.of(new Partition("charges", "2026-02-03"))),
            7);
    Completions completions = new Completions(StandardStorages.at(staging), "run");
    completions.once("listing-0", new TypeReference<ListedPart>() {}, () -> listed);
    completions.once("read-0", new TypeReference<UnitRead>() {}, () -> read);
    completions.once("heads", new TypeReference<Published>() {}, () -> published);

    assertThat(drift.counts().size(), is(1));
    assertThat(
        completions.once("listing-0", new TypeReference<ListedPart>() {}, () -> null), is(listed));
    assertThat(completions.once("read-0", new TypeReference<UnitRead>() {}, () -> null), is(read));
    assertThat(
        completions.once("heads", new TypeReference<Published>() {}, () -> null), is(published));
  }

  private static List<Integer> result(int attempt, CountDownLatch together) {
    together.countDown();
    try {
      together.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return List.of(attempt);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(staging.resolve("completions"))) {
      return files.toList();
    }
  }
}
