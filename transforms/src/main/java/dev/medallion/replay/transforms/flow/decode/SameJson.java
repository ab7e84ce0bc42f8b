package dev.medallion.replay.transforms.flow.decode;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Comparator;

/** Whether two JSON texts say the same: spaces, escapes and the order of keys do not matter. */
final class SameJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** 0 where two scalars are the same: 1, 1.0 and 1e0 are one number. */
  private static final Comparator<JsonNode> SCALARS =
      (one, other) ->
          one.equals(other)
                  || (one.isNumber()
                      && other.isNumber()
                      && one.decimalValue().compareTo(other.decimalValue()) == 0)
              ? 0
              : 1;

  private SameJson() {}

  /** False also where one of them is no JSON. */
  static boolean of(byte[] one, byte[] other) {
    try {
      return JSON.readTree(one).equals(SCALARS, JSON.readTree(other));
    } catch (IOException e) {
      return false;
    }
  }
}
