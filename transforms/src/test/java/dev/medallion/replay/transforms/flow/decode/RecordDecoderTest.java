package dev.medallion.replay.transforms.flow.decode;

import static dev.medallion.replay.transforms.flow.decode.Contracts.decimal;
import static dev.medallion.replay.transforms.flow.decode.Contracts.field;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.decode.Outcome.Dead;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.decode.Outcome.Rejected;
import dev.medallion.replay.transforms.flow.format.json.JsonBytes;
import dev.medallion.replay.transforms.model.Condition;
import dev.medallion.replay.transforms.model.Condition.CompareField;
import dev.medallion.replay.transforms.model.Condition.In;
import dev.medallion.replay.transforms.model.Condition.IsNull;
import dev.medallion.replay.transforms.model.FieldType.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDecoderTest {

  @Test
  void aGoodRecordBecomesItsTypedValues() {
    Decoded decoded = (Decoded) Payments.decode(Payments.charge("ch_1"));
    assertThat(
        decoded.values(),
        arrayContaining(
            "ch_1",
            1_794_789_360_000_000L,
            8004L,
            "usd",
            "succeeded",
            "cus_a5450211",
            "pi_503f8751",
            "in_27302e43",
            "charges",
            1_795_235_380_034_080L));
  }

  @Test
  void aPathWithoutAnEntityIsUnknownEntity() {
    byte[] record = "{}".getBytes(StandardCharsets.UTF_8);
    Dead dead =
        (Dead)
            Payments.decoder(Payments.BRONZE)
                .decode(JsonBytes.of(record), Payments.object("refunds"));
    assertThat(dead.code(), is(Code.UNKNOWN_ENTITY));
    assertThat(dead.entity(), is("_unknown"));
    assertThat(dead.message(), containsString("entity=refunds"));
  }

  @Test
  void anAbsentRequiredFieldIsMissingField() {
    Dead dead = (Dead) Payments.decode(Payments.chargeWith("\"id\":\"c\",\"created\":1794789360"));
    assertThat(dead.code(), is(Code.MISSING_FIELD));
    assertThat(dead.field(), is("amount"));
  }

  @Test
  void aNullRequiredFieldIsMissingField() {
    assertThat(
        code(Payments.chargeWith("\"id\":null,\"amount\":1,\"created\":1")),
        is(Code.MISSING_FIELD));
  }

  @Test
  void aNumericIdBecomesTextAndIsDrift() {
    RecordDecoder decoder = Payments.decoder(Payments.BRONZE);
    byte[] record =
        Payments.chargeWith("\"id\":77,\"amount\":\"8004\",\"created\":\"1794789360\"")
            .getBytes(StandardCharsets.UTF_8);
    Decoded decoded = (Decoded) decoder.decode(JsonBytes.of(record), Payments.CHARGES);
    assertThat(decoded.values()[0], is("77"));
    assertThat(decoded.values()[1], is(1_794_789_360_000_000L));
    assertThat(decoded.values()[2], is(8004L));
    assertThat(
        decoder.drainDrift().toString(),
        is(
            "{Key[entity=charge, kind=RETYPED, path=/data/amount, types=string -> int64]=1,"
                + " Key[entity=charge, kind=RETYPED, path=/data/created, types=string ->"
                + " timestamp]=1, Key[entity=charge, kind=RETYPED, path=/data/id, types=number ->"
                + " string]=1}"));
  }

  @Test
  void aWholeNumberWrittenWithAFractionIsCoercedAndAnotherIsBadType() {
    assertThat(
        ((Decoded)
                Payments.decode(
                    Payments.chargeWith("\"id\":\"c\",\"amount\":8004.0,\"created\":1")))
            .values()[2],
        is(8004L));
    assertThat(
        code(Payments.chargeWith("\"id\":\"c\",\"amount\":8004.5,\"created\":1")),
        is(Code.BAD_TYPE));
  }

  @Test
  void anObjectWhereAScalarIsExpectedIsBadType() {
    assertThat(
        code(Payments.chargeWith("\"id\":\"c\",\"amount\":{\"v\":1},\"created\":1")),
        is(Code.BAD_TYPE));
  }

  @Test
  void aNegativeAmountIsOutOfRange() {
    assertThat(
        code(Payments.chargeWith("\"id\":\"c\",\"amount\":-1,\"created\":1")),
        is(Code.OUT_OF_RANGE));
  }

  @Test
  void aStatusThatIsNotListedAndACurrencyOfAnotherPatternAreNotAllowed() {
    assertThat(code(Payments.charge("c").replace("succeeded", "lost")), is(Code.NOT_ALLOWED));
    assertThat(code(Payments.charge("c").replace("usd", "USD")), is(Code.NOT_ALLOWED));
  }

  @Test
  void anEntityThatIsNotThePathsIsKeyMismatch() {
    Dead dead =
        (Dead)
            Payments.decode(
                Payments.charge("c").replace("\"entity\":\"charges\"", "\"entity\":\"refunds\""));
    assertThat(dead.code(), is(Code.KEY_MISMATCH));
    assertThat(dead.field(), is("entity"));
  }

  @Test
  void anInvoiceWithMoreDueThanItsTotalIsRuleFailed() {
    String invoice =
        "{\"data\":{\"id\":\"in_1\",\"created\":1,\"status\":\"open\",\"total\":5,\"amount_due\":6},"
            + "\"meta\":{\"entity\":\"invoices\",\"ingested_at\":\"2026-11-21T04:29:40+00:00\"}}";
    byte[] record = invoice.getBytes(StandardCharsets.UTF_8);
    Dead dead =
        (Dead)
            Payments.decoder(Payments.BRONZE)
                .decode(JsonBytes.of(record), Payments.object("invoices"));
    assertThat(dead.code(), is(Code.RULE_FAILED));
    assertThat(dead.field(), is("due_within_total"));
  }

  @Test
  void aWebhookAboutNoObjectIsRejectedByName() {
    String event =
        "{\"event_id\":\" a/b \",\"received_ts\":\"2026-11-21T04:30:00.1+00:00\","
            + "\"payload\":{\"type\":\"ping\",\"created\":1}}";
    byte[] record = event.getBytes(StandardCharsets.UTF_8);
    Rejected rejected =
        (Rejected)
            Payments.decoder(Payments.WEBHOOKS)
                .decode(JsonBytes.of(record), Payments.webhook("a_b"));
    assertThat(rejected.rule(), is("not_about_an_object"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\":1",
        "[]",
        "1",
        "null",
        "{} {}",
        "{} x",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":1,}",
        "not json",
        "{\"data\":1,\"data\":2}",
        "{\"data\":{\"id\":\"a\",\"id\":\"b\"}}",
        "{\"a\":\"\u0000\"}",
      })
  void whatIsNoJsonObjectIsMalformed(String record) {
    assertThat(code(record), is(Code.MALFORMED_RECORD));
  }

  @Test
  void aTruncatedRecordIsSaidToBe() {
    String whole = Payments.charge("ch_1");
    Dead dead = (Dead) Payments.decode(whole.substring(0, whole.length() / 2));
    assertThat(dead.code(), is(Code.MALFORMED_RECORD));
    assertThat(dead.message(), containsString("truncated"));
  }

  @Test
  void invalidUtf8IsMalformedWhereverItStands() {
    for (byte[] bad :
        new byte[][] {
          {(byte) 0xff}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}
        }) {
      byte[] text = Payments.charge("ch_#").getBytes(StandardCharsets.UTF_8);
      byte[] record = new byte[text.length + bad.length - 1];
      int at = new String(text, StandardCharsets.UTF_8).indexOf('#');
      System.arraycopy(text, 0, record, 0, at);
      System.arraycopy(bad, 0, record, at, bad.length);
      System.arraycopy(text, at + 1, record, at + bad.length, text.length - at - 1);
      Dead dead = (Dead) Payments.decode(record);
      assertThat(dead.code(), is(Code.MALFORMED_RECORD));
      assertThat(dead.message(), is("invalid UTF-8 at byte " + at));
    }
  }

  @Test
  void nestingOf5000IsMalformed() {
    String record = "{\"data\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
    Dead dead = (Dead) Payments.decode(record);
    assertThat(dead.code(), is(Code.MALFORMED_RECORD));
    assertThat(dead.message(), containsString("nesting"));
  }

  @Test
  void aRecordBeyondTheLimitIsTooLargeAndKeepsItsBytes() {
    byte[] record = new byte[Payments.MODEL.limits().recordBytes() + 1];
    Dead dead = (Dead) Payments.decode(record);
    assertThat(dead.code(), is(Code.TOO_LARGE));
    assertThat(dead.entity(), is("charge"));
    assertThat(dead.toDeadLetter(Payments.CHARGES, 4, record).raw().length, is(record.length));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheJson() {
    assertThat(Payments.decode("\ufeff" + Payments.charge("c")), instanceOf(Decoded.class));
    assertThat(code("\ufeff\ufeff" + Payments.charge("c")), is(Code.MALFORMED_RECORD));
  }

  @Test
  void numbersStayExactOrAreDead() {
    Contracts contracts =
        Contracts.of(field("id", Kind.INT64).coerce(), decimal("price", 20, 4).coerce());
    assertThat(
        contracts.values("{\"id\":9223372036854775807,\"price\":1234567890123456.7891}"),
        arrayContaining(Long.MAX_VALUE, new BigDecimal("1234567890123456.7891")));
    assertThat(
        contracts.values("{\"id\":1,\"price\":\"1e3\"}")[1], is(new BigDecimal("1000.0000")));
    assertThat(contracts.dead("{\"id\":9223372036854775808}"), startsWith("OUT_OF_RANGE id"));
    assertThat(contracts.dead("{\"id\":" + "9".repeat(400) + "}"), startsWith("OUT_OF_RANGE id"));
    assertThat(contracts.dead("{\"id\":" + "9".repeat(2000) + "}"), startsWith("MALFORMED_RECORD"));
    assertThat(contracts.dead("{\"id\":1e400}"), startsWith("OUT_OF_RANGE id"));
    assertThat(contracts.dead("{\"id\":1,\"price\":1e999999999}"), startsWith("OUT_OF_RANGE"));
    assertThat(contracts.dead("{\"id\":1,\"price\":0.00001}"), startsWith("OUT_OF_RANGE price"));
    assertThat(
        contracts.dead("{\"id\":1,\"price\":12345678901234567}"), startsWith("OUT_OF_RANGE"));
    assertThat(contracts.dead("{\"id\":1,\"price\":\"1,5\"}"), startsWith("BAD_TYPE price"));
    assertThat(contracts.dead("{\"id\":\"08\"}"), startsWith("BAD_TYPE id"));
  }

  @Test
  void aDoubleBeyondItsRangeIsOutOfRange() {
    Contracts contracts = Contracts.of(field("x", Kind.DOUBLE));
    assertThat(contracts.values("{\"x\":1e300}")[0], is(1e300));
    assertThat(contracts.dead("{\"x\":1e309}"), startsWith("OUT_OF_RANGE x"));
  }

  @Test
  void decimalCommasAreRead() {
    Contracts contracts = Contracts.of(decimal("p", 10, 2).decimalComma());
    assertThat(contracts.values("{\"p\":\"-1.234,56\"}")[0], is(new BigDecimal("-1234.56")));
    assertThat(contracts.values("{\"p\":7.5}")[0], is(new BigDecimal("7.50")));
    assertThat(contracts.dead("{\"p\":\"1.23,5\"}"), startsWith("BAD_TYPE p"));
  }

  @Test
  void halfASurrogatePairIsBadType() {
    Contracts contracts = Contracts.of(field("t", Kind.STRING), field("j", Kind.JSON));
    assertThat(contracts.values("{\"t\":\"\\ud83d\\ude00\"}")[0], is("\ud83d\ude00"));
    assertThat(contracts.dead("{\"t\":\"\\ud83d\"}"), startsWith("BAD_TYPE t"));
    assertThat(
        contracts.dead("{\"t\":\"a\",\"j\":[\"\\\\ud83d\",\"\\ude00\"]}"),
        startsWith("BAD_TYPE j"));
    assertThat(contracts.values("{\"t\":\"a\",\"j\":[\"\\\\ud83d\"]}")[1], is("[\"\\\\ud83d\"]"));
  }

  @Test
  void jsonIsKeptAsWrittenWithoutWhiteSpace() {
    Contracts contracts = Contracts.of(field("id", Kind.STRING), field("j", Kind.JSON));
    String head = "{ \"id\" : \"é\", \"j\" : ";
    assertThat(
        contracts.values(head + "{ \"b\" : 1.10, \"a\\\" \" : [ \" x \" , null ] } }")[1],
        is("{\"b\":1.10,\"a\\\" \":[\" x \",null]}"));
    assertThat(contracts.values(head + " \"a b\" }")[1], is("\"a b\""));
    assertThat(
        contracts.values(head + " 12345678901234567890.10 }")[1], is("12345678901234567890.10"));
    assertThat(contracts.values(head + "null}")[1], is((Object) null));
  }

  @Test
  void aListOfStructsIsDecodedByItsChildren() {
    Contracts contracts =
        Contracts.of(
            field("id", Kind.STRING),
            field("items", Kind.LIST_STRUCT)
                .children(field("sku", Kind.STRING).required(), decimal("price", 10, 2)));
    assertThat(
        contracts
            .values(
                "{\"id\":\"a\",\"items\":[{\"sku\":\"s\",\"price\":1.5,\"new\":1},{\"sku\":\"t\"}]}")[
            1],
        is("[{\"sku\":\"s\",\"price\":\"1.50\"},{\"sku\":\"t\",\"price\":null}]"));
    assertThat(contracts.values("{\"id\":\"a\",\"items\":[]}")[1], is("[]"));
    assertThat(
        contracts.dead("{\"id\":\"a\",\"items\":[{\"sku\":\"s\"},{\"price\":1}]}"),
        is("MISSING_FIELD items items/1: sku is absent or null"));
    assertThat(
        contracts.dead("{\"id\":\"a\",\"items\":[5]}"),
        is("BAD_TYPE items items/0: is not an object"));
    assertThat(contracts.dead("{\"id\":\"a\",\"items\":{}}"), startsWith("BAD_TYPE items"));
  }

  @Test
  void theFirstCandidateThatIsPresentAndNotNullWins() {
    Contracts contracts = Contracts.of(field("id", Kind.STRING).at("/a/id", "/b", "/c/0"));
    assertThat(contracts.values("{\"b\":\"2\",\"a\":{\"id\":\"1\"}}")[0], is("1"));
    assertThat(contracts.values("{\"a\":{\"id\":null},\"b\":\"2\"}")[0], is("2"));
    assertThat(contracts.values("{\"c\":[\"3\",\"4\"]}")[0], is("3"));
    assertThat(contracts.values("{\"b\":7,\"a\":{\"id\":\"1\"}}")[0], is("1"));
  }

  @Test
  void aDefaultStandsInForAnAbsentOrNullValue() {
    Contracts contracts =
        Contracts.of(
            field("id", Kind.STRING), field("n", Kind.INT64).orElse("5"),
            field("b", Kind.BOOL).orElse("true"), decimal("d", 5, 2).orElse("1.5"));
    assertThat(
        contracts.values("{\"id\":\"a\",\"n\":null}"),
        arrayContaining("a", 5L, true, new BigDecimal("1.50")));
  }

  @Test
  void aTombstoneNeedsItsKeyOnly() {
    Contracts contracts =
        Contracts.of(
                field("id", Kind.STRING).required(),
                field("n", Kind.INT64).required(),
                field("op", Kind.STRING))
            .deleteWhen(new In("op", Set.of("D", "DELETE"), false))
            .rule("n_is_there", new IsNull("n", true));
    Decoded decoded = (Decoded) contracts.decode("{\"id\":\"a\",\"op\":\"D\"}");
    assertThat(decoded.deleted(), is(true));
    assertThat(contracts.dead("{\"id\":\"a\",\"op\":\"U\"}"), startsWith("MISSING_FIELD n"));
    assertThat(contracts.dead("{\"op\":\"D\"}"), startsWith("MISSING_FIELD id"));
  }

  @Test
  void anErrorBodyIsSaidToBeOneAlthoughItHasNothingOfARecord() {
    Contracts contracts =
        Contracts.of(
                field("id", Kind.STRING).required(),
                field("n", Kind.INT64).required(),
                field("status", Kind.STRING))
            .errorWhen(new In("status", Set.of("3"), true))
            .deleteWhen(new IsNull("id", false))
            .reject("all", new IsNull("status", true));
    assertThat(
        contracts.dead("{\"status\":\"2\",\"n\":\"x\"}"),
        is("UPSTREAM_ERROR_BODY status the record is an error body: status is 2"));
    assertThat(
        contracts.decode("{\"id\":\"a\",\"n\":1,\"status\":\"3\"}"), instanceOf(Rejected.class));
    assertThat(contracts.decode("{\"id\":\"a\",\"n\":1}"), instanceOf(Decoded.class));
    assertThat(contracts.dead("{\"id\":\"a\",\"status\":\"3\"}"), startsWith("MISSING_FIELD n"));
  }

  @Test
  void anErrorBodyShowsNoPersonalDataAndIsNoDrift() {
    Contracts contracts =
        Contracts.of(
                field("id", Kind.STRING).required(),
                field("who", Kind.STRING).pii(),
                field("items", Kind.LIST_STRUCT).children(field("sku", Kind.STRING)))
            .errorWhen(new IsNull("id", false), new IsNull("who", true));
    RecordDecoder decoder = contracts.decoder();
    Dead dead =
        (Dead)
            decoder.decode(
                JsonBytes.of(
                    "{\"who\":\"ada\",\"items\":[{\"other\":1}]}".getBytes(StandardCharsets.UTF_8)),
                Contracts.OBJECT);
    decoder.decode(
        JsonBytes.of("{\"id\":\"a\",\"who\":null,\"items\":[]}".getBytes(StandardCharsets.UTF_8)),
        Contracts.OBJECT);

    assertThat(dead.message(), is("the record is an error body: id is null, who has a value"));
    assertThat(decoder.drainDrift().toString(), is("{}"));
  }

  @Test
  void aComparisonWithANullDoesNotHoldNegatedOrNot() {
    Contracts contracts =
        Contracts.of(field("id", Kind.STRING), field("a", Kind.INT64), decimal("b", 9, 2))
            .rule("a_le_b", new CompareField("a", Condition.Operator.LE, "b"))
            .reject("not_in", new In("a", Set.of("1"), true));
    assertThat(contracts.dead("{\"id\":\"x\",\"a\":1}"), startsWith("RULE_FAILED a_le_b"));
    assertThat(contracts.decode("{\"id\":\"x\",\"a\":1,\"b\":1.00}"), instanceOf(Decoded.class));
    assertThat(contracts.decode("{\"id\":\"x\",\"a\":2,\"b\":2}"), instanceOf(Rejected.class));
    assertThat(contracts.dead("{\"id\":\"x\",\"b\":2}"), startsWith("RULE_FAILED"));
  }

  @Test
  void personalDataNeverStandsInAMessage() {
    Contracts contracts =
        Contracts.of(
            field("mail", Kind.STRING).pii().pattern("[a-z]+").pathColumn("key", false),
            field("age", Kind.INT64).pii());
    for (String record :
        new String[] {
          "{\"mail\":\"secret@x\"}",
          "{\"mail\":\"secret\"}",
          "{\"mail\":\"k\",\"age\":\"secret\"}",
          "{\"mail\":secret}",
          "{\"mail\":\"secret"
        }) {
      assertThat(contracts.dead(record), not(containsString("secret")));
    }
  }

  @Test
  void aLongValueIsCutInMessages() {
    Contracts contracts = Contracts.of(field("t", Kind.STRING).allowed("a"));
    assertThat(
        contracts.dead("{\"t\":\"" + "x".repeat(500) + "\"}"),
        is("NOT_ALLOWED t t is not among the values allowed: " + "x".repeat(80) + "…"));
  }

  @Test
  void unsafeKeysAreComparedAsPathsHoldThem() {
    Contracts contracts = Contracts.of(field("id", Kind.STRING).pathColumn("key", true));
    assertThat(contracts.decode("{\"id\":\" .k//1. \"}"), instanceOf(Decoded.class));
    assertThat(contracts.dead("{\"id\":\"k1\"}"), startsWith("KEY_MISMATCH id"));
    assertThat(SafeId.of(" ./ "), is("unknown"));
  }

  @Test
  void driftCountsNewAndMissingPathsAndLeavesIgnoredOnesOut() {
    Contracts contracts =
        Contracts.of(field("id", Kind.STRING).at("/d/id"), field("n", Kind.INT64).at("/d/n"))
            .ignore("/meta");
    RecordDecoder decoder = contracts.decoder();
    byte[] record =
        "{\"d\":{\"id\":\"a\",\"x\":{\"deep\":1}},\"meta\":{\"any\":1},\"top/2\":[1]}"
            .getBytes(StandardCharsets.UTF_8);
    decoder.decode(JsonBytes.of(record), Contracts.OBJECT);
    decoder.decode(JsonBytes.of(record), Contracts.OBJECT);
    decoder.decode(JsonBytes.of(record, 0, 9), Contracts.OBJECT);
    Drift drift = decoder.drainDrift();
    assertThat(
        drift.toString(),
        is(
            "{Key[entity=thing, kind=NEW, path=/d/x, types=]=2,"
                + " Key[entity=thing, kind=NEW, path=/top~12, types=]=2,"
                + " Key[entity=thing, kind=MISSING, path=/d/n, types=]=2}"));
    Drift twice = new Drift();
    twice.merge(drift);
    twice.merge(drift);
    assertThat(twice.counts().get(new Drift.Key("thing", Drift.Kind.NEW, "/d/x", "")), is(4L));
    assertThat(decoder.drainDrift(), is(new Drift()));
  }

  @Test
  void aLimitOfTheParserIsToldWithoutItsSetting() {
    String dead = Contracts.of(field("id", Kind.STRING)).dead("{\"" + "n".repeat(60_000) + "\":1}");
    assertThat(dead, containsString("exceeds the maximum allowed (50000)"));
  }

  private static Code code(String record) {
    return ((Dead) Payments.decode(record)).code();
  }
}
