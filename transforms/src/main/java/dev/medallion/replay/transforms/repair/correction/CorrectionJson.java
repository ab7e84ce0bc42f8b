package dev.medallion.replay.transforms.repair.correction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.storage.files.RecordJson;
import java.io.IOException;

/** A correction as one line of JSON; its bytes are base64. */
final class CorrectionJson {
  private static final JsonMapper JSON =
      RecordJson.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private CorrectionJson() {}

  static String write(Correction correction) {
    try {
      return JSON.writeValueAsString(correction) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a correction can always be written", e);
    }
  }

  /** Reads what {@link #write} wrote; says nothing of its content where it can't. */
  static Correction read(String json) throws IOException {
    try {
      int format = JSON.readTree(json).path("format").asInt(0);
      if (format < 1 || format > Correction.FORMAT) {
        throw new IOException(
            format == 0
                ? "it is not a correction: it has no format"
                : Text.format(
                    "it has format %d, but this program reads formats up to %d: use a newer version"
                        + " of the program",
                    format, Correction.FORMAT));
      }
      return JSON.readValue(json, Correction.class);
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IOException("it is not a correction, or it is damaged");
    }
  }
}
