package dev.medallion.replay.transforms.flow.decode;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.flow.decode.Outcome.Dead;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.format.json.JsonBytes;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.ModelLoader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that stand in a text within the record, and values that only the object's path has. */
class NestedAndPathTest {
  private static final Model MODEL =
      ModelLoader.load(
          ModelFiles.of(
              Map.of(
                  "model.yaml",
                  """
                  model: sales
                  time_zone: UTC
                  sources:
                    hooks:
                      path: 'hooks/{arrival_date:yyyyMMdd}/{store}-{stamp~[0-9T]+}.json'
                      format: json
                      arrives: {after: P1D}
                  streams:
                    sale:
                      shard_by: [id]
                      entities:
                        sale:
                          from: hooks
                          key: [store, id]
                          latest_by: [stamp]
                          business_time: day
                          fields:
                            id:    {path: /body/id, type: int64, required: true}
                            day:   {path: /body/day, type: date, format: iso8601, required: true}
                            body:  {path: /body, type: json, parse: json}
                            items:
                              path: /items
                              type: list<struct>
                              parse: json
                              fields:
                                sku: {path: /sku, type: string, required: true}
                            store: {path_column: store, type: string, required: true, pattern: '[a-z]+'}
                            stamp: {path_column: stamp, type: timestamp, format: "yyyyMMdd'T'HHmmss", zone: UTC, required: true}
                            part:  {path_column: arrival_date, type: date, format: yyyyMMdd}
                  """)));

  private static final String BODY = "{\\\"id\\\": 7, \\\"day\\\": \\\"2026-02-03\\\"}";

  private final RecordDecoder decoder =
      new RecordDecoder(MODEL, MODEL.sources().get("hooks"), SignatureSecrets.NONE);

  private String decode(String record, String store, String stamp) {
    Outcome outcome =
        decoder.decode(
            JsonBytes.of(record.getBytes(StandardCharsets.UTF_8)),
            new ObjectRef(
                "hooks",
                "u",
                "o",
                "",
                1,
                LocalDate.of(2026, 2, 3),
                Map.of("store", store, "stamp", stamp, "arrival_date", "20260203")));
    return outcome instanceof Decoded event
        ? Arrays.toString(event.values())
        : ((Dead) outcome).code() + " " + ((Dead) outcome).message();
  }

  private String decode(String record) {
    return decode(record, "z", "20260203T101500");
  }

  @Test
  void aTextIsReadAsTheJsonThatItHolds() {
    String good = "[7, 20487, {\"id\":7,\"day\":\"2026-02-03\"}, %s, z, 1770113700000000, 20487]";
    assertThat(decode("{\"body\":\"" + BODY + "\"}"), is(good.formatted("null")));
    assertThat(
        decode(
            "{\"body\":{\"id\":7,\"day\":\"2026-02-03\"},\"items\":\"[{\\\"sku\\\":\\\"a\\\"}]\"}"),
        is(good.formatted("[{\"sku\":\"a\"}]")));
    assertThat(
        decode("{\"items\":[{\"sku\":\"a\"}],\"body\":\"" + BODY + "\"}"),
        is(good.formatted("[{\"sku\":\"a\"}]")));
    assertThat(
        decode("{\"items\":\" null\",\"body\":\"" + BODY + " \"}"), is(good.formatted("null")));
    assertThat(
        decoder.drainDrift().counts().keySet().stream()
            .anyMatch(k -> k.kind() == Drift.Kind.RETYPED),
        is(false));
  }

  @Test
  void aTextThatIsNoJsonIsADeadLetter() {
    String bad = "BAD_TYPE id is in a text that does not read as JSON";
    assertThat(decode("{\"body\":\"\"}"), is(bad));
    assertThat(decode("{\"body\":\"{\\\"id\\\": 7\"}"), is(bad));
    assertThat(decode("{\"body\":\"" + BODY + " x\"}"), is(bad));
    assertThat(
        decode("{\"body\":\"" + BODY + "\",\"items\":\"[{]\"}"),
        is("BAD_TYPE items is a text that does not read as JSON"));
    assertThat(
        decode("{\"body\":\"" + BODY + "\",\"items\":\"{}\"}"),
        is("BAD_TYPE items is an object, but the contract has list<struct>"));
    assertThat(
        decode("{\"body\":\"{\\\"id\\\":1,\\\"id\\\":2}\"}"),
        is("MALFORMED_RECORD the key at /body/id appears twice"));
  }

  @Test
  void aValueOfThePathIsOfItsType() {
    String record = "{\"body\":\"" + BODY + "\"}";
    assertThat(decode(record, "Z1", "20260203T101500").startsWith("NOT_ALLOWED store"), is(true));
    assertThat(decode(record, "z", "20260203T99").startsWith("BAD_TYPE stamp"), is(true));
    assertThat(decode(record, "z", "20260204T000000").contains("z, 1770163200000000"), is(true));
  }
}
