package dev.medallion.replay.pipelines.suite;

import dev.medallion.replay.testdata.storeerp.StoreErpLake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The committed sample of the store ERP, and a smaller lake for the suites of every model. */
public final class StoreErpSample {
  public static final Path ROOT =
      Path.of("../testdata/store-erp/sample").toAbsolutePath().normalize();
  public static final LocalDate FROM = LocalDate.parse("2026-01-27");
  public static final LocalDate TO = LocalDate.parse("2026-02-05");
  public static final List<String> OPTIONS =
      List.of("--model=store-erp", "--asOf=2026-04-01T00:00:00Z");

  /** Four days around those of the traps. */
  public static final ModelUnderTest MODEL =
      new ModelUnderTest(
          List.of("--model=store-erp", "--asOf=2026-04-01T00:00:00Z", "--allow=dead_letter_ratio"),
          FROM.plusDays(5),
          FROM.plusDays(6),
          FROM.plusDays(8),
          StoreErpSample::fill,
          StoreErpSample::doubleObjects);

  private StoreErpSample() {}

  static Bench bench(Path folder, Path root) {
    return new Bench(
        folder,
        OPTIONS.get(0),
        OPTIONS.get(1),
        "--input=" + root,
        "--from=" + FROM,
        "--to=" + TO,
        "--progress=off");
  }

  private static void fill(Lake lake) {
    try {
      StoreErpLake.write(lake.root(), 3, FROM, 10, 3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Beside each object the same bytes under another name, as a second download would store them.
   */
  private static void doubleObjects(Lake lake) {
    for (String path : lake.objects()) {
      if (path.endsWith(".json") && path.contains("-tiny-api/")) {
        try {
          lake.put(
              path.substring(0, path.length() - 5) + "-again.json",
              Files.readAllBytes(lake.root().resolve(path)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
