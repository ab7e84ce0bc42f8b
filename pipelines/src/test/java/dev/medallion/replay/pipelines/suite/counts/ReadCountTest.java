package dev.medallion.replay.pipelines.suite.counts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.transforms.run.receipt.Reconciliation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadCountTest {
  private static final LocalDate FROM = LocalDate.parse("2026-02-05");
  private static final LocalDate TO = LocalDate.parse("2026-02-06");
  private static final Pattern OBJECT =
      Pattern.compile(".*/entity=([a-z_]+)/dt=([0-9-]{10})/.*/(part-[0-9]+.jsonl|payload.json)");

  @Test
  void whatTheReaderCountsIsWhatStandsInTheFilesOfEverySourceAndArrivalDate(@TempDir Path folder) {
    Bench bench = PaymentsSample.bench(folder, PaymentsSample.ROOT);

    Bench.Outcome outcome =
        bench.run("--from=" + FROM, "--to=" + TO, "--tables=charges,customers,webhook_events");

    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    Map<String, Long> read =
        outcome.manifest().records().reconciliation().stream()
            .collect(
                Collectors.toMap(
                    r -> r.source() + " " + r.arrivalDate(),
                    Reconciliation::read,
                    Long::sum,
                    TreeMap::new));
    assertThat(read, is(inTheFiles()));
  }

  /** By the model's arrival ranges: a day before, and 35 or 7 days after; of customers, all. */
  private static Map<String, Long> inTheFiles() {
    Map<String, Long> counts = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(PaymentsSample.ROOT)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        Matcher object = OBJECT.matcher(file.toString());
        if (object.matches()) {
          LocalDate day = LocalDate.parse(object.group(2));
          boolean webhook = object.group(1).equals("webhook_events");
          boolean inRange =
              !day.isBefore(FROM.minusDays(1)) && !day.isAfter(TO.plusDays(webhook ? 7 : 35));
          if (inRange || object.group(1).equals("customers")) {
            counts.merge(
                (webhook ? "webhooks " : "bronze ") + day, webhook ? 1 : lines(file), Long::sum);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return counts;
  }

  private static long lines(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] text =
        bytes[0] == 0x1f
            ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes()
            : bytes;
    return new String(text, StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).count();
  }
}
