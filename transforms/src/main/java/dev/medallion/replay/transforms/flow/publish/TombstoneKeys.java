package dev.medallion.replay.transforms.flow.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.model.Entity;
import java.util.ArrayList;
import java.util.List;

/**
 * The entity that a tombstone without a business day removes, as a line of a file.
 *
 * @param entity its name
 * @param key the values of its key as texts: dates as days, timestamps as microseconds since 1970
 */
public record TombstoneKeys(String entity, List<String> key) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a tombstone. */
  public static TombstoneKeys of(Decoded tombstone) {
    Entity entity = tombstone.entity();
    List<String> key = new ArrayList<>();
    for (String field : entity.key()) {
      key.add(String.valueOf(tombstone.values()[entity.slot(field)]));
    }
    return new TombstoneKeys(entity.name(), key);
  }

  /** As one line of text. */
  public String line() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are always JSON", e);
    }
  }

  /** What {@link #line} wrote. */
  public static TombstoneKeys read(String line) {
    try {
      return JSON.readValue(line, TombstoneKeys.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no key of a tombstone: " + e.getOriginalMessage(), e);
    }
  }
}
