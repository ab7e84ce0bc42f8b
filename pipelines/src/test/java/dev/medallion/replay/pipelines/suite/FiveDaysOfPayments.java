package dev.medallion.replay.pipelines.suite;

import dev.medallion.replay.testdata.payments.PaymentsLake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Five days of payments, with the generator's faults. */
final class FiveDaysOfPayments {
  private static final LocalDate FROM = LocalDate.parse("2026-02-01");
  private static final LocalDate TO = LocalDate.parse("2026-02-05");
  private static final String WEBHOOKS = "entity=webhook_events/";

  static final ModelUnderTest MODEL =
      new ModelUnderTest(
          List.of(
              "--model=payments",
              "--asOf=2026-04-15T00:00:00Z",
              "--signatureSecrets=" + PaymentsSample.SECRETS,
              "--allow=dead_letter_ratio"),
          FROM,
          // A charge of the next day has its intent on this one: the cut goes between them.
          LocalDate.parse("2026-02-01"),
          TO,
          FiveDaysOfPayments::fill,
          FiveDaysOfPayments::doubleObjects);

  private FiveDaysOfPayments() {}

  private static void fill(Lake lake) {
    try {
      PaymentsLake.write(
          "--out=" + lake.root(), "--from=" + FROM, "--to=" + TO, "--events=200", "--webhooks=15");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A batch once more under another run id; a webhook delivered once more the day after. */
  private static void doubleObjects(Lake lake) {
    for (String path : lake.objects()) {
      if (path.contains(WEBHOOKS + "markers/")) {
        continue;
      }
      String copy =
          path.contains(WEBHOOKS)
              ? nextDay(path)
              : path.replaceFirst("/run_id=([^/]+)/", "/run_id=$1-again/");
      if (!Files.exists(lake.root().resolve(copy))) {
        lake.put(copy, bytes(lake.root().resolve(path)));
      }
    }
  }

  private static String nextDay(String path) {
    String marker = "/dt=";
    int at = path.indexOf(marker) + marker.length();
    String day = path.substring(at, at + 10);
    return path.substring(0, at) + LocalDate.parse(day).plusDays(1) + path.substring(at + 10);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
