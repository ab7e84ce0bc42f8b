package dev.medallion.replay.pipelines.suite;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The committed sample of the payments system, and the window that it is made for. */
public final class PaymentsSample {
  private static final Path TESTDATA = Path.of("../testdata/payments").toAbsolutePath().normalize();

  public static final Path ROOT = TESTDATA.resolve("sample");
  public static final Path CORRUPT_GZIP = TESTDATA.resolve("blocked/corrupt-gzip");
  public static final Path SHORT_RUN_FOLDER = TESTDATA.resolve("blocked/short-run-folder");
  public static final Path SECRETS = TESTDATA.resolve("signature-secrets.txt");
  public static final List<String> SECRET = List.of("whsec_sample");

  public static final LocalDate FROM = LocalDate.parse("2026-02-01");
  public static final LocalDate TO = LocalDate.parse("2026-02-28");
  public static final Instant AS_OF = Instant.parse("2026-04-15T00:00:00Z");

  private PaymentsSample() {}

  /** A bench in a folder, for the sample or a changed copy of it. */
  public static Bench bench(Path folder, Path root) {
    return new Bench(
        folder,
        "--model=payments",
        "--input=" + root,
        "--from=" + FROM,
        "--to=" + TO,
        "--asOf=" + AS_OF,
        "--signatureSecrets=" + SECRETS,
        "--progress=off");
  }
}
