package dev.medallion.replay.transforms.flow.decode;

import static dev.medallion.replay.transforms.flow.decode.Contracts.field;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.medallion.replay.transforms.flow.format.json.JsonBytes;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.FieldType.Kind;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes that are written in several ways ({@code normalize: alphanumeric}). */
class NormalizedTextTest {

  @ParameterizedTest
  @CsvSource({
    "Z316, z316",
    "z-316, z316",
    "' Z 316 ', z316",
    "z316, z316",
    "LOJA_\u00c1, loja",
    "\u0130\u0663x, x"
  })
  void allSpellingsAreOne(String written, String value) {
    Contracts contracts = Contracts.of(field("store", Kind.STRING).normalized());
    assertThat(contracts.values("{\"store\":\"" + written + "\"}")[0], is(value));
  }

  @Test
  void whatTheContractAllowsIsAskedOfTheNormalForm() {
    Contracts contracts =
        Contracts.of(field("store", Kind.STRING).normalized().allowed("z316").coerce());
    assertThat(contracts.values("{\"store\":\"Z-316\"}")[0], is("z316"));
    assertThat(contracts.dead("{\"store\":\"Z-317\"}"), startsWith("NOT_ALLOWED store"));
    assertThat(contracts.dead("{\"store\":316}"), startsWith("NOT_ALLOWED store"));
  }

  @Test
  void aTextOfWhichNothingIsLeftIsAbsent() {
    Contracts contracts =
        Contracts.of(
            field("id", Kind.STRING).at("/a", "/b").normalized().required(),
            field("other", Kind.STRING).normalized().orElse("none"));
    assertThat(
        contracts.values("{\"a\":\"--\",\"b\":\"X\",\"other\":\"\"}"),
        arrayContaining("x", "none"));
    assertThat(contracts.dead("{\"a\":\"--\"}"), startsWith("MISSING_FIELD id"));
  }

  @Test
  void thePathAndTheRecordAreComparedInNormalForm() {
    Contracts contracts =
        Contracts.of(field("id", Kind.STRING).normalized().pathColumn("key", false));
    assertThat(decode(contracts, "{\"id\":\"z-316\"}", "Z316"), is("z316"));
    assertThat(decode(contracts, "{\"id\":\"Z316\"}", "z_316"), is("z316"));
    assertThat(
        decode(contracts, "{\"id\":\"Z316\"}", "Z-317"),
        is("KEY_MISMATCH id is z316, but the path's key is Z-317"));
  }

  @Test
  void aValueOfThePathIsInNormalForm() {
    Contracts contracts =
        Contracts.of(
            field("id", Kind.STRING).at().normalized().pathColumn("key", false).required(),
            field("n", Kind.INT64));
    assertThat(decode(contracts, "{\"n\":1}", "Z-316"), is("z316"));
    assertThat(decode(contracts, "{\"n\":1}", "--"), startsWith("MISSING_FIELD id"));
  }

  private static String decode(Contracts contracts, String record, String key) {
    Outcome outcome =
        contracts
            .decoder()
            .decode(
                JsonBytes.of(record.getBytes(StandardCharsets.UTF_8)),
                new ObjectRef(
                    "things", "u", "o", "g", 1, LocalDate.of(2026, 2, 3), Map.of("key", key)));
    return outcome instanceof Outcome.Decoded decoded
        ? (String) decoded.values()[0]
        : ((Outcome.Dead) outcome).code() + " " + ((Outcome.Dead) outcome).message();
  }
}
