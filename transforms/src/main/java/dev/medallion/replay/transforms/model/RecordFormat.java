package dev.medallion.replay.transforms.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How an object holds records, under the names that {@code format} may have in a model. Each may be
 * gzipped: that is seen by its first bytes. {@code flow.read.RecordFormats} has the readers.
 */
public enum RecordFormat {
  /** One JSON document. */
  JSON,
  /** One JSON document a line. */
  JSONL,
  /** An array of JSON documents; or JSONL, where an object does not begin with a bracket. */
  JSON_ARRAY,
  /** Rows of typed columns. */
  PARQUET,
  /** A row of cells, of which one may hold line ends. */
  CSV;

  /** By the name that a model has for it. */
  static Map<String, RecordFormat> byName() {
    return Arrays.stream(values())
        .collect(Collectors.toMap(f -> f.name().toLowerCase(Locale.ROOT), Function.identity()));
  }
}
