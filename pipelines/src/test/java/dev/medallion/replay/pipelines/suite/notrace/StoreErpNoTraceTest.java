package dev.medallion.replay.pipelines.suite.notrace;

import dev.medallion.replay.pipelines.golden.StoreErpGolden;
import dev.medallion.replay.testdata.storeerp.StoreErpLake;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Events that consist of several objects, and whole tables of all quarters. */
class StoreErpNoTraceTest extends GeneratedLakeNoTrace {
  private static final LocalDate FROM = LocalDate.parse("2026-01-27");
  private static final int DAYS = 9;

  /** On it lie the traps; what they do to other days arrives a day later, and much later. */
  private static final LocalDate OF_TRAPS = FROM.plusDays(7);

  private static final Pattern TIME = Pattern.compile("(\\d{8})T\\d{6}");

  StoreErpNoTraceTest() {
    super("store-erp", FROM, DAYS);
  }

  @Override
  void write(Path root, long seed) throws Exception {
    StoreErpLake.write(root, seed, FROM, DAYS, 2);
  }

  @Override
  Optional<LocalDate> arrived(String path) {
    Matcher time = TIME.matcher(path);
    return time.find()
        ? Optional.of(LocalDate.parse(time.group(1), DateTimeFormatter.BASIC_ISO_DATE))
        : Optional.empty();
  }

  @Override
  FirstRun firstRun(SplittableRandom random) {
    return new FirstRun(OF_TRAPS.plusDays(random.nextInt(2)), OF_TRAPS.minusDays(1));
  }

  @Override
  void assertGiven(Path root, LocalDate from, LocalDate to, Connection warehouse) throws Exception {
    StoreErpGolden.assertGiven(root, from, to, warehouse);
  }
}
