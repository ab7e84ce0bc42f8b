package dev.medallion.replay.transforms.flow.decode;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.decode.Outcome.Dead;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.decode.Outcome.Rejected;
import dev.medallion.replay.transforms.flow.format.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a document is, it ends in one outcome. */
class AnyDocumentTest {
  private static final RecordDecoder DECODER = Payments.decoder(Payments.BRONZE);

  private static Outcome judged(byte[] record) {
    Outcome outcome = DECODER.decode(JsonBytes.of(record), Payments.CHARGES);
    if (outcome instanceof Dead dead) {
      assertThat(dead.message().length(), is(not(0)));
      assertThat(dead.message().length(), lessThan(600));
      assertThat(dead.code(), is(not(Code.UNREADABLE_OBJECT)));
    } else if (outcome instanceof Decoded decoded) {
      assertThat(decoded.values().length, is(decoded.entity().fields().size()));
      assertThat(decoded.values()[0], is(notNullValue()));
    } else {
      assertThat(((Rejected) outcome).rule().isEmpty(), is(false));
    }
    return outcome;
  }

  @Property(tries = 3000)
  void aNearlyValidDocumentEndsInOneOutcome(@ForAll("nearlyValid") String record) {
    judged(record.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 3000)
  void aMutatedDocumentEndsInOneOutcome(
      @ForAll("edits") List<int[]> edits, @ForAll("nearlyValid") String record) {
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    for (int[] edit : edits) {
      bytes[Math.floorMod(edit[0], bytes.length)] = (byte) edit[1];
    }
    judged(bytes);
  }

  @Property(tries = 1000)
  void anyBytesEndInOneOutcome(@ForAll byte[] bytes) {
    judged(bytes);
  }

  @Provide
  Arbitrary<List<int[]>> edits() {
    return Combinators.combine(Arbitraries.integers(), Arbitraries.integers().between(-128, 127))
        .as((at, value) -> new int[] {at, value})
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> nearlyValid() {
    Arbitrary<String> value =
        Arbitraries.oneOf(
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.bigDecimals().map(Object::toString),
            Arbitraries.of(
                "null",
                "true",
                "{}",
                "[]",
                "[[{}]]",
                "1e400",
                "-0",
                "0.0",
                "1E-7",
                "8004.0",
                "9".repeat(400),
                "\"\\ud800\"",
                "\"\"",
                "\"8004\"",
                "\"2026-02-30T00:00:00Z\"",
                "NaN",
                "01",
                "{\"id\":1,\"id\":2}",
                "[".repeat(2000)),
            Arbitraries.strings().ofMaxLength(20).map(s -> "\"" + s + "\""));
    return Combinators.combine(value, value, value, value, Arbitraries.integers().between(0, 5))
        .as(
            (id, amount, created, ingested, keep) ->
                "{\"data\":{\"id\":"
                    + (keep > 0 ? "\"ch_1\"" : id)
                    + ",\"amount\":"
                    + (keep > 1 ? "5" : amount)
                    + ",\"created\":"
                    + (keep > 2 ? "1794789360" : created)
                    + ",\"currency\":\"usd\",\"status\":\"pending\"},\"meta\":{\"entity\":\"charges\","
                    + "\"ingested_at\":"
                    + (keep > 3 ? "\"2026-11-21T04:29:40Z\"" : ingested)
                    + "}}");
  }
}
