package dev.medallion.replay.transforms.flow.block;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.decode.Payments;
import dev.medallion.replay.transforms.flow.decode.RecordDecoder;
import dev.medallion.replay.transforms.flow.match.ListingTask;
import dev.medallion.replay.transforms.flow.match.ObjectLister;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.Pinning;
import dev.medallion.replay.transforms.flow.match.StoredObjects;
import dev.medallion.replay.transforms.flow.read.RecordFormats;
import dev.medallion.replay.transforms.flow.read.RecordReader;
import dev.medallion.replay.transforms.storage.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpineTest {
  @TempDir Path lake;

  @Test
  void anEventGoesFromItsFileToATable() throws Exception {
    Path part =
        lake.resolve(
            "bronze/source=stripe/entity=charges/dt=2026-02-03/run_id=run1/part-00000.jsonl");
    Files.createDirectories(part.getParent());
    Files.writeString(part, Payments.charge("ch_1") + "\n" + Payments.charge("ch_2") + "\n");
    StoredObjects store = StoredObjects.of(Address.of(lake));
    ObjectLister lister = new ObjectLister(store, Payments.BRONZE);
    List<ObjectRef> objects = new ArrayList<>();
    for (ListingTask task :
        ObjectLister.tasks(
            Payments.BRONZE, Optional.of(DayRange.ofDay(LocalDate.of(2026, 2, 3))), Map.of())) {
      for (ObjectRef object : lister.list(task).objects()) {
        objects.add(Pinning.pin(store, object));
      }
    }
    assertThat(objects.size(), is(1));

    List<Block> blocks = new ArrayList<>();
    RecordDecoder decoder = Payments.decoder(Payments.BRONZE);
    try (BlockBuffers buffers =
        new BlockBuffers(
            Payments.MODEL,
            Map.of(
                "charge", 1, "payment_intent", 1, "invoice", 1, "customer", 1, "webhook_event", 1),
            8 << 20,
            64 << 20,
            blocks::add)) {
      ObjectRef object = objects.get(0);
      new RecordReader(store)
          .forEach(
              object,
              RecordFormats.ofRecordsAlone(Payments.MODEL, Payments.BRONZE),
              (record, position) ->
                  buffers.add((Decoded) decoder.decode(record, object), object, position));
      buffers.flush();
    }

    List<String> rows = new ArrayList<>();
    try (DuckDBConnection connection =
            DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE charge (id VARCHAR, created TIMESTAMPTZ, amount BIGINT, currency VARCHAR,"
              + " status VARCHAR, customer VARCHAR, payment_intent VARCHAR, invoice VARCHAR,"
              + " entity VARCHAR, ingested_at TIMESTAMPTZ, _deleted BOOLEAN, _position BIGINT,"
              + " _object INTEGER, _nanos_ingested_at INTEGER)");
      try (DuckDBAppender appender = connection.createAppender("main", "charge")) {
        for (Block block : blocks) {
          new BlockAppender(Payments.MODEL).append(block, appender, o -> 7);
        }
      }
      try (ResultSet found =
          statement.executeQuery(
              "SELECT concat_ws('|', id, epoch_us(created), amount, status,"
                  + " epoch_us(ingested_at), _deleted, _position, _object, _nanos_ingested_at) FROM charge ORDER BY"
                  + " id")) {
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
    }
    assertThat(
        rows,
        contains(
            "ch_1|1794789360000000|8004|succeeded|1795235380034080|false|0|7",
            "ch_2|1794789360000000|8004|succeeded|1795235380034080|false|1|7"));
  }
}
