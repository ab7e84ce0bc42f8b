package dev.medallion.replay.pipelines.suite.elsewhere;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.storage.gcs.GcsServer;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyCall;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyCall.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A webhook bucket of 2,000 objects of one event each, which answers every call late: many are open
 * at once, and no more than was asked for. The model is that of the benchmark.
 */
@EnabledIfSystemProperty(named = GcsServer.PROGRAM, matches = ".+")
class GcsManyObjectsTest {
  private static final Path MODEL =
      Path.of("../benchmarks/webhooks-model").toAbsolutePath().normalize();
  private static final LocalDate FIRST = LocalDate.parse("2026-03-01");
  private static final int DAYS = 10;
  private static final int OBJECTS = 2_000;

  /** How many arrival dates a day's objects may come late. */
  private static final int LATE = 7;

  private static GcsLake gcs;

  @TempDir private Path folder;

  @BeforeAll
  static void start(@TempDir Path lake) throws IOException, InterruptedException {
    gcs = GcsLake.start();
    for (int i = 0; i < OBJECTS; i++) {
      Path object = lake.resolve(path(i));
      Files.createDirectories(object.getParent());
      Files.writeString(object, event(i));
    }
    gcs.fill(lake);
    gcs.proxy().delay(Duration.ofMillis(30));
  }

  @AfterAll
  static void stop() {
    gcs.close();
  }

  private static LocalDate day(int i) {
    return FIRST.plusDays(i % DAYS);
  }

  private static String path(int i) {
    return "webhooks/dt=" + day(i) + "/event_id=evt_" + i + "/payload.json";
  }

  private static String event(int i) {
    return """
    {"id":"ch_%1$d","created":%2$d,"updated":"%3$sT12:00:00Z","status":"succeeded","amount":%1$d,\
    "fee":1.5,"currency":"eur","captured":true,"customer":"cus_1","invoice":null,\
    "card":{"brand":"visa","country":"DE"},"metadata":{"order_id":"o","channel":"web"}}
    """
        .formatted(i, day(i).toEpochDay() * 86_400 + 43_200, day(i));
  }

  /** Runs all days, and looks at the tables. */
  private void run(String... options) {
    gcs.proxy().forget();
    Bench bench =
        new Bench(
            folder,
            "--model=" + MODEL,
            "--input=" + gcs.input(),
            "--from=" + FIRST,
            "--to=" + FIRST.plusDays(DAYS - 1),
            "--asOf=2026-05-01T00:00:00Z",
            "--progress=off");
    Outcome outcome = bench.run(options);
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    assertThat(
        bench.tables().query("SELECT count(*), sum(amount) FROM silver.charges"),
        is(List.of(OBJECTS + "|" + OBJECTS * (OBJECTS - 1) / 2)));
  }

  private static long calls(Kind kind, String about) {
    return gcs.proxy().calls().stream()
        .filter(c -> c.kind() == kind && name(c).contains(about))
        .count();
  }

  private static String name(ProxyCall call) {
    return call.kind() == Kind.LIST ? call.query().get("prefix") : call.object();
  }

  @Test
  void manyAreOpenAtOnceAndDatesAreListedAtOnce() {
    run();

    assertThat(
        gcs.proxy().mostAtOnce(Kind.READ), is(allOf(greaterThan(40), lessThanOrEqualTo(64))));
    assertThat(calls(Kind.READ, "payload.json"), is((long) OBJECTS));
    // One of each arrival date, and not one of each event's folder.
    assertThat(calls(Kind.LIST, "webhooks/dt="), is((long) DAYS + LATE));
    assertThat(gcs.proxy().mostAtOnce(Kind.LIST), is(greaterThan(4)));
  }

  @Test
  void noMoreAreOpenThanWereAskedFor() {
    run("--objectsAtOnce=8");

    assertThat(gcs.proxy().mostAtOnce(Kind.READ), is(8));
  }
}
