package dev.medallion.replay.pipelines.suite.elsewhere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.BeforeReadingRunner;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.pipelines.suite.Tables;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.storage.gcs.GcsServer;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyCall.Kind;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyFault;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lakes in buckets whose server is busy, whose network breaks, and whose objects change: a run
 * gives the tables of an undisturbed one, or publishes nothing, and says why.
 */
@EnabledIfSystemProperty(named = GcsServer.PROGRAM, matches = ".+")
class GcsFaultyLakeTest {
  private static final String AT = "2026-02-03T12:00:00Z";
  private static final String PART = Bronze.part("charges", SmallPayments.TO, SmallPayments.RUN);

  private static GcsLake gcs;

  /** The tables of the small lake, without any fault. */
  private static SortedMap<String, List<String>> undisturbed = new TreeMap<>();

  @TempDir private Path folder;
  private Bronze bronze;
  private Bench bench;
  private long bytesListed;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    gcs = GcsLake.start();
  }

  @AfterAll
  static void stop() {
    BeforeReadingRunner.does(() -> {});
    gcs.close();
  }

  @BeforeEach
  void fill() {
    BeforeReadingRunner.does(() -> {});
    gcs.proxy().meet(ProxyPlan.NONE);
    gcs.proxy().largestPage(0);
    bronze = SmallPayments.good(folder.resolve("lake"));
    gcs.fill(bronze.lake().root());
    bench = bench("bucket", folder);
  }

  private Bench bench(String name, Path lake) {
    return SmallPayments.bench(Lake.in(folder.resolve(name)).root(), lake);
  }

  private void assertAsFromLocalFolders(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    if (undisturbed.isEmpty()) {
      undisturbed = local().contents();
    }
    assertThat(bench.tables().contents(), is(undisturbed));
  }

  private Tables local() {
    Bench local = bench("local", bronze.lake().root());
    bytesListed = listedBytes(local.run());
    return local.tables();
  }

  private static long listedBytes(Outcome outcome) {
    return outcome.manifest().objects().sources().stream().mapToLong(s -> s.bytes()).sum();
  }

  private void assertNothingPublished(Outcome outcome, int exitCode, String... said) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(exitCode));
    for (String words : said) {
      assertThat(outcome.out() + outcome.err(), containsString(words));
    }
    assertThat(outcome.out() + outcome.err(), not(containsString("Exception")));
    assertThat(bench.tables().contents(), is(anEmptyMap()));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /** Many records, so that they are far longer than what is stored. */
  private byte[] gzipped() throws IOException {
    String[] lines = new String[500];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = BronzeRecord.charge("ch_" + i, AT).json();
    }
    bronze.run("charges", SmallPayments.TO, SmallPayments.RUN, lines);
    gcs.fill(bronze.lake().root());
    byte[] packed = gzip(Files.readAllBytes(bronze.lake().root().resolve(PART)));
    gcs.put(PART, packed, "gzip");
    return packed;
  }

  @Test
  void anObjectThatIsEncodedIsReadAsItIsStored() throws Exception {
    byte[] packed = gzipped();

    Outcome outcome = gcs.run(bench);

    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    assertThat(bench.tables().contents(), is(local().contents()));
    long plain = Files.size(bronze.lake().root().resolve(PART));
    assertThat(listedBytes(outcome), is(bytesListed - plain + packed.length));
  }

  @Test
  void anObjectThatComesUnpackedAllTheSameIsNotReadInPart() throws Exception {
    gzipped();
    gcs.proxy()
        .meet(
            call ->
                call.kind() == Kind.READ && call.object().endsWith(PART)
                    ? ProxyFault.TRANSCODED
                    : ProxyFault.NONE);

    Outcome outcome = gcs.run(bench);

    assertNothingPublished(outcome, 3, "incomplete_input: " + PART + " could not be read");
    assertThat(unreadable(outcome), contains(PART + " can't be read: more bytes came than it has"));
  }

  @Test
  void whatIsReplacedOrDeletedBeforeItIsReadIsNamedAndBlocks() throws Exception {
    String deleted = PART.replace("=charges", "=invoices");
    byte[] other = (BronzeRecord.charge("ch_other", AT).json() + "\n").getBytes(UTF_8);
    BeforeReadingRunner.does(
        () -> {
          gcs.put(PART, other, "");
          gcs.delete(deleted);
        });

    Outcome outcome = gcs.run(bench, "--runner=" + BeforeReadingRunner.class.getName());

    assertNothingPublished(
        outcome,
        3,
        "incomplete_input: " + PART + " could not be read",
        "incomplete_input: " + deleted + " could not be read");
    assertThat(
        unreadable(outcome),
        containsInAnyOrder(
            PART + " can't be read: its bytes changed between listing and reading",
            deleted + " can't be read: it does not exist (any more)"));
  }

  private List<String> unreadable(Outcome outcome) throws Exception {
    return gcs.deadLetters(outcome, folder).stream()
        .filter(l -> l.code() == Code.UNREADABLE_OBJECT)
        .map(DeadLetter::message)
        .toList();
  }

  static Stream<List<ProxyFault>> faults() {
    return Stream.of(
        List.of(ProxyFault.THROTTLED),
        List.of(
            ProxyFault.UNAVAILABLE_BEFORE,
            ProxyFault.UNAVAILABLE_AFTER,
            ProxyFault.DROPPED,
            ProxyFault.ANSWER_LOST,
            ProxyFault.ANSWER_CUT));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFifthOfAllCallsMayFail(List<ProxyFault> faults) throws Exception {
    gcs.proxy().meet(ProxyPlan.share(7, 0.2, EnumSet.allOf(Kind.class), faults));

    Outcome outcome = gcs.run(bench);

    assertThat(gcs.proxy().faults(), is(greaterThan(20)));
    assertAsFromLocalFolders(outcome);
  }

  @Test
  void pagesOfListingsThatFailOnceAreAskedForAgain() throws Exception {
    AtomicInteger pages = new AtomicInteger();
    gcs.proxy().largestPage(1);
    gcs.proxy()
        .meet(
            call -> {
              boolean later = call.kind() == Kind.LIST && call.query().containsKey("pageToken");
              int page = later ? pages.incrementAndGet() : 0;
              return later && page % 3 == 0 ? ProxyFault.ANSWER_CUT : ProxyFault.NONE;
            });

    Outcome outcome = gcs.run(bench);

    assertThat(gcs.proxy().faults(), is(greaterThan(5)));
    assertAsFromLocalFolders(outcome);
  }

  @Test
  void aListingWhoseSecondPageNeverComesFailsTheRun() {
    gcs.proxy().largestPage(1);
    gcs.proxy()
        .meet(
            call ->
                call.kind() == Kind.LIST
                        && call.query().containsKey("pageToken")
                        && call.query().getOrDefault("prefix", "").contains("charges/dt=")
                    ? ProxyFault.UNAVAILABLE_BEFORE
                    : ProxyFault.NONE);

    Outcome outcome = gcs.run(bench);

    assertNothingPublished(outcome, 1, "entity=charges/dt=", " gave no answer: backendError");
    assertThat(outcome.err(), not(containsString("GET http")));
  }
}
