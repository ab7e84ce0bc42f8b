package dev.medallion.replay.transforms.flow.decode;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.decode.Outcome.Dead;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.decode.SignatureCounts.Result;
import dev.medallion.replay.transforms.flow.format.json.JsonBytes;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {
  private static final String PAYLOAD =
      "{\"id\":\"e\", \"type\":\"charge.ok\",\"created\":1,\"data\":{\"object\":{\"id\":\"ch_ä\"}}}";
  private static final SignatureSecrets SECRETS = SignatureSecrets.ofText("# two\nold\n new \n\n");

  private static String sign(String secret, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return "t=17,v0=ff,v1=00,v1="
        + HexFormat.of().formatHex(mac.doFinal(("17." + body).getBytes(StandardCharsets.UTF_8)));
  }

  private static String event(String header, String rawBody) {
    return "\ufeff { \"event_id\":\"e\",\"received_ts\":\"2026-11-21T04:30:00Z\",\"headers\":{"
        + (header.isEmpty() ? "" : "\"stripe-signature\":\"" + header + "\"")
        + "},\"payload\": "
        + PAYLOAD
        + (rawBody.isEmpty() ? "" : ",\"raw_body\":\"" + rawBody.replace("\"", "\\\"") + "\"")
        + "}";
  }

  private static Result check(SignatureSecrets secrets, String record) {
    RecordDecoder decoder = new RecordDecoder(Payments.MODEL, Payments.WEBHOOKS, secrets);
    byte[] padded = ("##" + record).getBytes(StandardCharsets.UTF_8);
    Outcome outcome =
        decoder.decode(JsonBytes.of(padded, 2, padded.length - 2), Payments.webhook("e"));
    SignatureCounts counts = decoder.drainSignatures();
    for (Result result : Result.values()) {
      if (counts.count(result) == 1) {
        assertThat(outcome, instanceOf(isBad(result) ? Dead.class : Decoded.class));
        if (outcome instanceof Dead dead) {
          assertThat(dead.code(), is(Code.BAD_SIGNATURE));
        }
        return result;
      }
    }
    throw new AssertionError(outcome);
  }

  private static boolean isBad(Result result) {
    return result == Result.BAD || result == Result.OTHER_PAYLOAD;
  }

  @Test
  void aRawBodyIsVerifiedUnderAnyOfTheSecrets() throws Exception {
    assertThat(check(SECRETS, event(sign("old", PAYLOAD), PAYLOAD)), is(Result.VERIFIED));
    assertThat(check(SECRETS, event(sign("new", PAYLOAD), PAYLOAD)), is(Result.VERIFIED));
  }

  @Test
  void aRawBodyUnderAnotherSecretIsBadSignature() throws Exception {
    assertThat(check(SECRETS, event(sign("forged", PAYLOAD), PAYLOAD)), is(Result.BAD));
    assertThat(check(SECRETS, event("nonsense", PAYLOAD)), is(Result.BAD));
    assertThat(check(SECRETS, event("t=17,v1=zz", PAYLOAD)), is(Result.BAD));
  }

  @Test
  void aSignedBodySpeaksForAPayloadThatSaysTheSame() throws Exception {
    String spaced = PAYLOAD.replace(":", " : ").replace("ä", "\\u00e4").replace("1,", "1.0,");
    String turned =
        "{\"data\":{\"object\":{\"id\":\"ch_ä\"}},\"created\":1,\"type\":\"charge.ok\",\"id\":\"e\"}";
    for (String body : new String[] {spaced.replace("\\", "\\\\"), turned}) {
      String signed = body.replace("\\\\", "\\");
      assertThat(check(SECRETS, event(sign("new", signed), body)), is(Result.VERIFIED));
    }
  }

  @Test
  void aSignedBodyDoesNotSpeakForAnotherPayload() throws Exception {
    for (String body :
        new String[] {
          PAYLOAD.replace("charge.ok", "charge.failed"),
          PAYLOAD.replace("ch_ä", "ch_ö"),
          PAYLOAD.replace("\"created\":1,", ""),
          PAYLOAD.replace("\"created\":1", "\"created\":1,\"more\":2"),
          "[" + PAYLOAD + "]",
          "no JSON"
        }) {
      assertThat(body, check(SECRETS, event(sign("new", body), body)), is(Result.OTHER_PAYLOAD));
    }
  }

  @Test
  void theStoredBytesOfAPayloadMayVerifyItAndAMismatchProvesNothing() throws Exception {
    assertThat(check(SECRETS, event(sign("new", PAYLOAD), "")), is(Result.VERIFIED));
    assertThat(
        check(SECRETS, event(sign("new", PAYLOAD.replace(" ", "")), "")), is(Result.UNVERIFIABLE));
  }

  @Test
  void withoutAHeaderItIsUnsignedAndWithoutSecretsUnchecked() throws Exception {
    assertThat(check(SECRETS, event("", PAYLOAD)), is(Result.UNSIGNED));
    assertThat(
        check(SignatureSecrets.NONE, event(sign("forged", PAYLOAD), PAYLOAD)),
        is(Result.UNCHECKED));
  }

  @Test
  void thatOfACorrectedRecordIsCountedAndNotLookedAt() throws Exception {
    RecordDecoder decoder = new RecordDecoder(Payments.MODEL, Payments.WEBHOOKS, SECRETS);
    byte[] forged = event(sign("forged", PAYLOAD), PAYLOAD).getBytes(StandardCharsets.UTF_8);
    assertThat(
        decoder.decodeCorrected(JsonBytes.of(forged), Payments.webhook("e")),
        instanceOf(Decoded.class));
    SignatureCounts counts = decoder.drainSignatures();
    assertThat(counts.count(Result.CORRECTED), is(1L));
    assertThat(counts.count(Result.BAD), is(0L));
    assertThat(decoder.decode(JsonBytes.of(forged), Payments.webhook("e")), instanceOf(Dead.class));
  }

  @Test
  void secretsComeFromTheEnvironmentAndAreNeverPrinted() {
    SignatureSecrets secrets =
        SignatureSecrets.ofEnvironment(Map.of(SignatureSecrets.VARIABLE, "alpha, beta,"));
    assertThat(secrets.toString(), is("2 signature secrets"));
    assertThat(SignatureSecrets.ofEnvironment(Map.of()).isEmpty(), is(true));
    assertThat(secrets.and(SECRETS).toString(), is("4 signature secrets"));
  }

  @Test
  void thoseOfAFileComeOnTop(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("secrets"), "one\n# a comment\ntwo\n");
    assertThat(
        SignatureSecrets.load(List.of(Address.of(file)), Map.of(SignatureSecrets.VARIABLE, "three"))
            .toString(),
        is("3 signature secrets"));
    assertThat(SignatureSecrets.load(List.of(), Map.of()).isEmpty(), is(true));
    Path empty = Files.writeString(folder.resolve("empty"), "# none yet\n\n");
    assertThrows(
        UsageException.class, () -> SignatureSecrets.load(List.of(Address.of(empty)), Map.of()));
  }

  @Test
  void aFileOfSecretsIsUtf8WithCommentsAndMayBeginWithAByteOrderMark(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("s"), "\ufeffgood\r\n # old\n#older\nnext\n");
    assertThat(
        SignatureSecrets.load(List.of(Address.of(file)), Map.of()).digests("salt"),
        is(SignatureSecrets.ofText("good\nnext").digests("salt")));
    Files.write(file, new byte[] {'g', (byte) 0xff, '\n'});
    assertThat(
        assertThrows(
                UsageException.class,
                () -> SignatureSecrets.load(List.of(Address.of(file)), Map.of()))
            .problems(),
        is(
            List.of(
                "--signature-secrets=" + file + " is not UTF-8 text: write its secrets in UTF-8")));
  }
}
