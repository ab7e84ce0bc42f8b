package dev.medallion.replay.transforms.warehouse.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.JobUsage;
import dev.medallion.replay.transforms.warehouse.Snapshot;
import dev.medallion.replay.transforms.warehouse.WarehouseWork;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogJsonTest {
  private static final Address ADDRESS = Address.parse("gs://bucket/state/log/2.json");

  private static Entry.Done read(String text) {
    return (Entry.Done) LogJson.read(ADDRESS, text).entry();
  }

  @Test
  void anEntryOfTheFirstFormatSaysNothingOfCosts() {
    Entry.Done old =
        read(
            """
            {"format":1,"log":"l","number":2,"token":"t",
             "entry":{"kind":"done","intent":1,"by":"r1"}}
            """);
    assertThat(old, is(new Entry.Done(1, "r1")));
    assertThat(old.work(), is(WarehouseWork.NONE));
  }

  @Test
  void whatAPublicationCostIsReadBack() {
    WarehouseWork work =
        new WarehouseWork(
            new JobUsage(1, 2, 3, 4, 5, 6, 7, 8, 9),
            List.of("a note"),
            List.of(new Snapshot("silver.charges", "s.c", Instant.parse("2026-03-01T00:00:00Z"))));
    LogRecord written =
        new LogRecord(LogRecord.FORMAT, "l", 2, "t", new Entry.Done(1, "r1", List.of(), work));
    assertThat(read(LogJson.write(written)).work(), is(work));
  }
}
