package dev.medallion.replay.transforms.warehouse.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The JSON values in the tool's own tables. */
final class OpsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Shape<List<StagedFile>> FILES = Shape.of(new TypeReference<>() {});
  private static final Shape<TreeMap<String, String>> INPUTS = Shape.of(new TypeReference<>() {});
  private static final Shape<List<String>> TEXTS = Shape.of(new TypeReference<>() {});
  private static final Shape<Head> HEAD = Shape.of(new TypeReference<>() {});

  /** What reads one type, made once: a warehouse has a head for each of its partitions. */
  private record Shape<T>(ObjectReader reader) {
    static <T> Shape<T> of(TypeReference<T> type) {
      return new Shape<>(JSON.readerFor(type));
    }

    T read(String json) throws JsonProcessingException {
      return reader.readValue(json);
    }
  }

  private OpsJson() {}

  static String files(List<StagedFile> files) {
    return write(files);
  }

  static List<StagedFile> files(String json) {
    return read(json, FILES);
  }

  static String inputs(SortedMap<String, String> inputs) {
    return write(inputs);
  }

  static SortedMap<String, String> inputs(String json) {
    return read(json, INPUTS);
  }

  static String texts(List<String> texts) {
    return write(texts);
  }

  static List<String> texts(String json) {
    return read(json, TEXTS);
  }

  static String head(Head head) {
    return write(head);
  }

  static Head head(String json) {
    return read(json, HEAD);
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts and numbers is always JSON", e);
    }
  }

  private static <T> T read(String json, Shape<T> shape) {
    try {
      return shape.read(json);
    } catch (JsonProcessingException e) {
      throw new WarehouseException(
          "the tables of schema ops hold data that this program did not write: "
              + e.getOriginalMessage()
              + "; restore the warehouse from a backup",
          e);
    }
  }
}
