package dev.medallion.replay.pipelines.suite;

import dev.medallion.replay.testdata.retail.RetailLake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The committed sample of the retail system, and a smaller lake for the suites of every model. */
public final class RetailSample {
  public static final Path ROOT =
      Path.of("../testdata/retail-lakehouse/sample").toAbsolutePath().normalize();
  public static final LocalDate FROM = LocalDate.parse("2025-08-20");
  public static final LocalDate TO = LocalDate.parse("2025-08-29");
  public static final List<String> OPTIONS =
      List.of("--model=retail-lakehouse", "--asOf=2025-10-01T00:00:00Z");

  /** Four days with every trap. */
  public static final ModelUnderTest MODEL =
      new ModelUnderTest(
          List.of(
              "--model=retail-lakehouse",
              "--asOf=2025-10-01T00:00:00Z",
              "--allow=dead_letter_ratio"),
          FROM,
          FROM.plusDays(1),
          FROM.plusDays(3),
          RetailSample::fill,
          RetailSample::doubleObjects);

  private RetailSample() {}

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
      RetailLake.write(lake.root(), 3, FROM, 4, 12);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Beside each object the same bytes under another name, as a second export would store them. */
  private static void doubleObjects(Lake lake) {
    for (String path : lake.objects()) {
      int dot = path.lastIndexOf('.');
      try {
        lake.put(
            path.substring(0, dot) + "-again" + path.substring(dot),
            Files.readAllBytes(lake.root().resolve(path)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
