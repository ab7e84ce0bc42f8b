package dev.medallion.replay.transforms.flow.block;

import static dev.medallion.replay.transforms.flow.decode.Contracts.decimal;
import static dev.medallion.replay.transforms.flow.decode.Contracts.field;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.flow.decode.Contracts;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.FieldType.Kind;
import dev.medallion.replay.transforms.model.Model;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static final Model MODEL =
      Contracts.of(
              field("s", Kind.STRING),
              field("i", Kind.INT64),
              decimal("d4", 4, 1),
              decimal("d18", 18, 2),
              decimal("d38", 38, 4),
              field("x", Kind.DOUBLE),
              field("b", Kind.BOOL),
              field("day", Kind.DATE),
              field("t", Kind.TIMESTAMP),
              field("j", Kind.JSON))
          .latestBy("t")
          .model();
  private static final Entity THING = MODEL.entity("thing");
  private static final LocalDate DAY = LocalDate.of(2026, 2, 3);
  private static final List<ObjectRef> OBJECTS =
      List.of(
          new ObjectRef("things", "/a", "a", "g1", 1, DAY, Map.of("key", "ä'\n")),
          new ObjectRef("things", "/b", "b", "g2", 1, DAY.plusDays(1), Map.of()));

  /** An event, as one value to compare. */
  record Event(List<Object> values, boolean deleted, int object, long position) {
    /** Of its order term: any that a block can hold, and often none. */
    int nanos() {
      return values.get(8) == null || position % 3 == 0 ? 0 : (int) (position % 1000);
    }
  }

  private static List<Block> blocks(
      List<Event> events, int shards, int blockBytes, long budgetBytes) {
    List<Block> blocks = new ArrayList<>();
    try (BlockBuffers buffers =
        new BlockBuffers(MODEL, Map.of("s", shards), blockBytes, budgetBytes, blocks::add)) {
      for (Event event : events) {
        buffers.add(
            new Decoded(
                THING, event.values().toArray(), new int[] {event.nanos()}, event.deleted()),
            OBJECTS.get(event.object()),
            event.position());
      }
      buffers.flush();
    }
    return blocks;
  }

  private static List<Event> read(List<Block> blocks) {
    List<Event> events = new ArrayList<>();
    for (Block block : blocks) {
      new BlockReader(MODEL)
          .forEach(
              block,
              row -> {
                List<Object> values = new ArrayList<>();
                for (int i = 0; i < THING.fields().size(); i++) {
                  values.add(row.value(i));
                }
                BlockObject object = row.object();
                int index = object.path().equals("a") ? 0 : 1;
                ObjectRef original = OBJECTS.get(index);
                assertThat(
                    object,
                    is(
                        new BlockObject(
                            "things",
                            3,
                            original.path(),
                            original.generation(),
                            original.arrivalDate(),
                            original.columns())));
                Event event = new Event(values, row.deleted(), index, row.position());
                assertThat(row.nanos(0), is(event.nanos()));
                events.add(event);
              });
    }
    return events;
  }

  private static Map<Event, Long> counted(List<Event> events) {
    return events.stream().collect(Collectors.groupingBy(e -> e, Collectors.counting()));
  }

  @Property(tries = 200)
  void eventsComeBackAsTheyWentIn(@ForAll("events") @Size(max = 30) List<Event> events) {
    assertThat(read(blocks(events, 1, 1 << 20, 1 << 30)), is(events));
  }

  @Property(tries = 100)
  void noEventIsLostWhateverTheSizes(@ForAll("events") @Size(max = 60) List<Event> events) {
    for (List<Block> blocks :
        List.of(blocks(events, 5, 100, 1 << 30), blocks(events, 5, 1 << 20, 4096))) {
      assertThat(counted(read(blocks)), is(counted(events)));
      assertThat(blocks.stream().mapToInt(Block::rows).sum(), is(events.size()));
    }
  }

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<String> texts =
        Arbitraries.strings()
            .ofMaxLength(200)
            .filter(s -> s.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff));
    List<Arbitrary<?>> columns =
        List.of(
            texts,
            Arbitraries.longs(),
            decimals(4, 1),
            decimals(18, 2),
            decimals(38, 4),
            Arbitraries.doubles(),
            Arbitraries.of(true, false),
            Arbitraries.integers(),
            Arbitraries.longs(),
            texts);
    Arbitrary<List<Object>> values =
        Combinators.combine(columns.stream().map(c -> c.asGeneric().injectNull(0.2)).toList())
            .as(all -> Arrays.asList(all.toArray()));
    return Combinators.combine(
            values,
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 1),
            Arbitraries.longs().between(0, Long.MAX_VALUE))
        .as(Event::new)
        .list();
  }

  private static Arbitrary<BigDecimal> decimals(int precision, int scale) {
    BigInteger most = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
    return Arbitraries.bigIntegers()
        .between(most.negate(), most)
        .map(unscaled -> new BigDecimal(unscaled, scale));
  }

  @Test
  void shardsAreTheSameForEver() {
    ShardHash hash = new ShardHash(MODEL.streams().get(0), THING);
    List<Integer> shards = new ArrayList<>();
    for (String key : List.of("ch_1", "ch_2", "ch_02bd9cfe", "", "ä", "\ud83d\ude00")) {
      shards.add(hash.shard(new Object[] {key}, 2048));
    }
    shards.add(hash.shard(new Object[] {null}, 2048));
    assertThat(shards, is(List.of(39, 1117, 1904, 1994, 832, 521, 643)));
  }

  @Test
  void shardsAreEvenlyFilled() {
    ShardHash hash = new ShardHash(MODEL.streams().get(0), THING);
    int[] counts = new int[16];
    for (int i = 0; i < 16_000; i++) {
      counts[hash.shard(new Object[] {"ch_" + i}, 16)]++;
    }
    assertThat(Arrays.stream(counts).min().getAsInt(), greaterThan(850));
  }

  @Test
  void aBlockOfAnotherModelIsRefused() {
    Event event =
        new Event(
            Arrays.asList("a", null, null, null, null, null, null, null, null, null), false, 0, 0);
    Block block = blocks(List.of(event), 1, 1, 1).get(0);
    Model other = Contracts.of(field("other", Kind.STRING)).model();
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> new BlockReader(other).forEach(block, row -> {}))
            .getMessage(),
        containsString("another model"));
  }

  @Test
  void blocksAreAppendedToATableOfTheContractsTypes() throws Exception {
    List<Event> events =
        List.of(
            new Event(
                List.of(
                    "ä\u0000\ud83d\ude00",
                    Long.MIN_VALUE,
                    new BigDecimal("-999.9"),
                    new BigDecimal("9999999999999999.99"),
                    new BigDecimal("-1234567890123456789012345678901234.5678"),
                    0.1,
                    true,
                    -1,
                    -1L,
                    "{\"a\":1}"),
                true,
                1,
                5),
            new Event(
                Arrays.asList("b", null, null, null, null, null, null, null, null, null),
                false,
                0,
                6));
    try (DuckDBConnection connection =
            DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE thing ("
              + THING.fields().stream()
                  .map(f -> f.name() + " " + BlockAppender.columnType(f))
                  .collect(Collectors.joining(", "))
              + ", _deleted BOOLEAN, _position BIGINT, _object INTEGER, _nanos_t INTEGER)");
      try (DuckDBAppender appender = connection.createAppender("main", "thing")) {
        for (Block block : blocks(events, 1, 1 << 20, 1 << 20)) {
          new BlockAppender(MODEL).append(block, appender, o -> o.path().equals("b") ? 41 : 40);
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT s, i, d4, d18, d38, x, b, day, epoch_us(t), j, _deleted, _position, _object,"
                  + " _nanos_t FROM thing ORDER BY _position")) {
        assertThat(rows.next(), is(true));
        assertThat(rows.getString(1), is("ä\u0000\ud83d\ude00"));
        List<String> texts = new ArrayList<>();
        for (int i = 2; i <= 14; i++) {
          texts.add(rows.getString(i));
        }
        assertThat(
            texts,
            is(
                List.of(
                    "-9223372036854775808",
                    "-999.9",
                    "9999999999999999.99",
                    "-1234567890123456789012345678901234.5678",
                    "0.1",
                    "true",
                    "1969-12-31",
                    "-1",
                    "{\"a\":1}",
                    "true",
                    "5",
                    "41",
                    "5")));
        assertThat(rows.next(), is(true));
        assertThat(rows.getString(1), is("b"));
        for (int i = 2; i <= 10; i++) {
          assertThat(rows.getObject(i), is((Object) null));
        }
        assertThat(rows.getInt(13), is(40));
        assertThat(rows.getObject(14), is((Object) null));
      }
    }
  }

  @Test
  void anOverfullBudgetHandsOnTheLargest() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      List<Object> values = new ArrayList<>(Arrays.asList(new Object[THING.fields().size()]));
      values.set(0, "key" + (i % 3 == 0 ? i : 1) + "x".repeat(50));
      events.add(new Event(values, false, 0, i));
    }
    List<Block> blocks = blocks(events, 4, 1 << 20, 64 << 10);
    assertThat(blocks.size(), greaterThan(4));
    assertThat(
        blocks.stream().limit(blocks.size() - 4).mapToInt(Block::rows).min().getAsInt(),
        greaterThan(100));
    assertThat(blocks.stream().mapToInt(Block::rows).max().getAsInt(), lessThanOrEqualTo(1500));
  }

  @Test
  void everyFieldTypeHasAColumnType() {
    assertThat(
        THING.fields().stream().map(BlockAppender::columnType).toList(),
        is(
            List.of(
                "VARCHAR",
                "BIGINT",
                "DECIMAL(4,1)",
                "DECIMAL(18,2)",
                "DECIMAL(38,4)",
                "DOUBLE",
                "BOOLEAN",
                "DATE",
                "TIMESTAMP WITH TIME ZONE",
                "VARCHAR")));
  }
}
