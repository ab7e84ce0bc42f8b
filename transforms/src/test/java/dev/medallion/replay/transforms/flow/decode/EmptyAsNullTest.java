package dev.medallion.replay.transforms.flow.decode;

import static dev.medallion.replay.transforms.flow.decode.Contracts.decimal;
import static dev.medallion.replay.transforms.flow.decode.Contracts.field;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.medallion.replay.transforms.flow.format.json.JsonBytes;
import dev.medallion.replay.transforms.model.FieldType.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that say nothing, and count as absent ({@code empty_as_null}). */
class EmptyAsNullTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\\t \\n"})
  void anEmptyTextIsNoNumberNoDateAndNoText(String empty) {
    Contracts contracts =
        Contracts.of(
            field("id", Kind.INT64),
            decimal("price", 9, 2).commaOrPoint().emptyAsNull(),
            field("day", Kind.DATE).formats(Contracts.pattern("dd/MM/yyyy", "UTC")).emptyAsNull(),
            field("note", Kind.STRING).emptyAsNull(),
            field("kept", Kind.STRING));
    String text = "\"" + empty + "\"";

    assertThat(
        contracts.values(
            "{\"id\":1,\"price\":%s,\"day\":%s,\"note\":%s,\"kept\":\"\"}"
                .formatted(text, text, text)),
        arrayContaining(1L, null, null, null, ""));
  }

  @Test
  void withoutTheKeyItIsNone() {
    Contracts contracts = Contracts.of(decimal("price", 9, 2).commaOrPoint());
    assertThat(contracts.dead("{\"price\":\"\"}"), startsWith("BAD_TYPE price"));
  }

  @Test
  void itLetsTheNextCandidateOrTheDefaultStandIn() {
    Contracts contracts =
        Contracts.of(
            field("id", Kind.STRING).at("/a", "/b").emptyAsNull(),
            decimal("price", 9, 2).commaOrPoint().emptyAsNull().orElse("0"));
    assertThat(contracts.values("{\"a\":\"\",\"b\":\"2\",\"price\":\"\"}")[0], is("2"));
    assertThat(contracts.values("{\"b\":\"2\",\"a\":\" \"}")[0], is("2"));
    assertThat(contracts.values("{\"b\":\"2\",\"a\":\"1\"}")[0], is("1"));
    assertThat(contracts.values("{\"b\":\"2\",\"price\":\"\"}")[1].toString(), is("0.00"));
  }

  @Test
  void aRequiredFieldIsMissing() {
    Contracts contracts = Contracts.of(field("id", Kind.STRING).required().emptyAsNull());
    assertThat(contracts.dead("{\"id\":\" \"}"), startsWith("MISSING_FIELD id"));
  }

  @Test
  void itHoldsWithinListsAndIsNoDrift() {
    Contracts contracts =
        Contracts.of(
            field("id", Kind.INT64),
            field("items", Kind.LIST_STRUCT)
                .children(decimal("price", 9, 2).commaOrPoint().emptyAsNull()));
    RecordDecoder decoder = contracts.decoder();
    Outcome.Decoded decoded =
        (Outcome.Decoded)
            decoder.decode(
                JsonBytes.of(
                    "{\"id\":1,\"items\":[{\"price\":\"\"},{\"price\":\"1,5\"}]}"
                        .getBytes(StandardCharsets.UTF_8)),
                Contracts.OBJECT);
    assertThat(decoded.values()[1], is("[{\"price\":null},{\"price\":\"1.50\"}]"));
    assertThat(decoder.drainDrift().toString(), is("{}"));
  }
}
