package dev.medallion.replay.transforms.correction;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.medallion.replay.options.Text;
import java.io.IOException;

/** A correction as one line of JSON; its bytes are base64. */
final class CorrectionJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          // A record's components and nothing else: object() is worked out, not stored.
          .visibility(PropertyAccessor.GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .build();

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
                    "it has format %d, this program knows up to %d: use a newer one",
                    format, Correction.FORMAT));
      }
      return JSON.readValue(json, Correction.class);
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IOException("it is not a correction, or was damaged");
    }
  }
}
