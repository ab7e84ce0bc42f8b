package dev.medallion.replay.transforms.model;

import java.util.List;

/**
 * The kinds of mapping in {@code model.yaml}, and the keys of each. {@code model.schema.json} says
 * the same to editors; a test compares them.
 */
enum Section {
  MODEL(
      List.of("model", "time_zone", "sources", "streams"),
      List.of("limits", "severities", "tables", "audits")),
  LIMITS(
      List.of(), List.of("dead_letter_ratio", "record_bytes", "row_drop_ratio", "row_drop_rows")),
  SOURCE(
      List.of("path", "format"),
      List.of(
          "arrives",
          "csv",
          "retention",
          "priority",
          "optional",
          "sidecar",
          "markers",
          "signature")),
  CSV(List.of(), List.of("delimiter", "quote", "escape", "columns")),
  ARRIVES(List.of(), List.of("before", "after")),
  SIDECAR(List.of("file", "records", "parts", "part_column"), List.of()),
  MARKERS(List.of("path", "column"), List.of()),
  SIGNATURE(List.of("header", "body", "payload"), List.of()),
  STREAM(List.of("shard_by", "entities"), List.of("scope", "tables")),
  SCOPE(List.of("column"), List.of()),
  ENTITY(
      List.of("from", "key", "latest_by", "business_time", "fields"),
      List.of(
          "where", "history", "delete_when", "error_when", "reject", "rules", "ignore", "parts")),
  PART(
      List.of("where", "fields"),
      List.of("key", "required", "error_when", "reject", "rules", "ignore")),
  REJECT(List.of("name", "when"), List.of()),
  RULE(List.of("name", "require"), List.of()),
  FIELD(
      List.of("type"),
      List.of(
          "path",
          "parse",
          "format",
          "zone",
          "required",
          "coerce",
          "decimal_comma",
          "empty_as_null",
          "normalize",
          "min",
          "max",
          "enum",
          "pattern",
          "default",
          "pii",
          "path_column",
          "path_encoding",
          "fields",
          "description")),
  ENTITY_TABLE(
      List.of("layer", "entity", "sql", "key", "partition_by"),
      List.of("references", "cluster_by", "description", "columns")),
  AGGREGATE_TABLE(
      List.of("layer", "from", "sql", "key", "partition_by"),
      List.of("reference", "references", "cluster_by", "description", "columns")),
  PARTITION_BY(List.of("grain"), List.of("column", "stable")),
  INPUT(List.of(), List.of("lookback", "lookahead", "slice")),
  OBJECTS(List.of("source"), List.of()),
  AUDIT(List.of("name", "table", "sql", "severity"), List.of());

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> required;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> optional;

  Section(List<String> required, List<String> optional) {
    this.required = required;
    this.optional = optional;
  }

  List<String> required() {
    return required;
  }

  List<String> keys() {
    return java.util.stream.Stream.concat(required.stream(), optional.stream()).toList();
  }
}
