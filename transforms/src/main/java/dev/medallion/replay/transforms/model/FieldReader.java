package dev.medallion.replay.transforms.model;

import com.fasterxml.jackson.core.JsonPointer;
import dev.medallion.replay.transforms.model.FieldType.Kind;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the fields of an entity's contract. */
final class FieldReader {
  /** Deeper lists are not one record's any more; and an alias may make a mapping hold itself. */
  private static final int DEEPEST = 4;

  private final YamlMapping block;
  private final String name;
  private final List<PathTemplate> templates;
  private final int depth;

  private FieldReader(YamlMapping block, String name, List<PathTemplate> templates, int depth) {
    this.block = block;
    this.name = name;
    this.templates = templates;
    this.depth = depth;
  }

  /**
   * Reads {@code fields}.
   *
   * @param owner the entity or the list that has them
   * @param templates the paths of the entity's sources, as far as they could be read
   */
  static List<Field> readAll(
      YamlMapping owner, String label, List<PathTemplate> templates, int depth) {
    List<Field> fields = new ArrayList<>();
    Map<String, YamlMapping> blocks = owner.named("fields", Section.FIELD, label);
    if (owner.has("fields") && owner.nodes("fields").isEmpty()) {
      owner.problem("fields", "there are no fields", "Declare at least one.");
    }
    blocks.forEach(
        (name, block) ->
            new FieldReader(block, name, templates, depth).read().ifPresent(fields::add));
    return fields;
  }

  /** No field has the name of DuckDB's own column. */
  static void checkNames(YamlMapping owner) {
    if (owner.nodes("fields").containsKey(ModelRelations.ROW_ID)) {
      owner.problemAt(
          owner.names("fields").get(ModelRelations.ROW_ID),
          "rowid is DuckDB's own row number, so no field can have this name",
          "Rename the field, e.g. to row_id; its path may still be /rowid.");
    }
  }

  /** Reads {@code ignore}. */
  static List<JsonPointer> ignored(YamlMapping owner) {
    List<JsonPointer> ignored = new ArrayList<>();
    owner.texts("ignore").forEach(i -> pointer(owner, i).ifPresent(ignored::add));
    return List.copyOf(ignored);
  }

  static Optional<JsonPointer> pointer(YamlMapping block, String key) {
    return block
        .text(key)
        .flatMap(text -> pointer(block, new YamlMapping.Item(text, block.at(key))));
  }

  static Optional<JsonPointer> pointer(YamlMapping block, YamlMapping.Item item) {
    if (item.text().length() < 2 || item.text().charAt(0) != '/') {
      block.problemAt(
          item.node(),
          "the path " + item.text() + " is not a JSON Pointer",
          "Begin with / and put / between the keys, e.g. /data/id.");
      return Optional.empty();
    }
    return Optional.of(JsonPointer.compile(item.text()));
  }

  private Optional<Field> read() {
    List<JsonPointer> paths = new ArrayList<>();
    block.textOrTexts("path").forEach(p -> pointer(block, p).ifPresent(paths::add));
    if (!block.has("path") && !block.has("path_column")) {
      block.problem(
          "path",
          "there is no path",
          "Add path: where the record has it; or path_column, if only the object's path does.");
    }
    Optional<FieldType> type = type();
    boolean parsed = block.choice("parse", Map.of("json", true)).isPresent();
    boolean required = block.flag("required");
    boolean coerce = block.flag("coerce");
    DecimalMark decimalMark = decimalMark();
    boolean emptyAsNull = block.flag("empty_as_null");
    boolean normalized = block.choice("normalize", Map.of("alphanumeric", true)).isPresent();
    boolean pii = block.flag("pii");
    Optional<BigDecimal> min = block.number("min");
    Optional<BigDecimal> max = block.number("max");
    Optional<Pattern> pattern = pattern();
    Optional<String> defaultValue = block.scalar("default");
    Set<String> allowed = new LinkedHashSet<>();
    List<YamlMapping.Item> allowedItems = block.scalars("enum");
    allowedItems.forEach(i -> allowed.add(i.text()));
    Optional<ZoneId> zone = Periods.zone(block, "zone");
    List<TimeFormat> formats = formats(type, zone);
    Optional<Field.PathColumn> pathColumn = pathColumn();
    List<Field> children = children(type);
    String description = TableOptionsReader.ofField(block, depth > 0);

    if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
      block.problem("min", "min " + min.get() + " is greater than max " + max.get(), "Swap them.");
    }
    if (required && defaultValue.isPresent()) {
      block.problem(
          "default",
          "a required field never uses its default",
          "Keep required or default, not both.");
    }
    boolean emptyList =
        type.isPresent() && type.get().kind() == Kind.LIST_STRUCT && children.isEmpty();
    if (type.isEmpty() || paths.isEmpty() != !block.has("path") || emptyList) {
      return Optional.empty();
    }
    checkFit(type.get(), allowedItems, defaultValue);
    if (normalized) {
      checkNormal(allowedItems, defaultValue);
    }
    return Optional.of(
        new Field(
            name,
            List.copyOf(paths),
            type.get(),
            parsed,
            formats,
            required,
            coerce,
            decimalMark,
            emptyAsNull,
            normalized,
            min,
            max,
            allowed,
            pattern,
            defaultValue,
            pii,
            pathColumn,
            children,
            description));
  }

  private Optional<FieldType> type() {
    Optional<String> text = block.text("type");
    Optional<FieldType> type = text.flatMap(FieldTypes::parse);
    if (text.isPresent() && type.isEmpty()) {
      block.problem(
          "type",
          "type " + text.get() + " is not known",
          text.get().startsWith("decimal")
              ? "Write decimal(p,s) with at most 38 digits in all and s of them after the point."
              : Suggestion.among(text.get(), FieldTypes.WRITTEN));
    }
    return type;
  }

  /** What only some types have. */
  private void checkFit(
      FieldType type, List<YamlMapping.Item> allowed, Optional<String> defaultValue) {
    onlyFor(FieldTypes.isNumber(type), type, "min", "numbers");
    onlyFor(FieldTypes.isNumber(type), type, "max", "numbers");
    onlyFor(
        FieldTypes.isNumber(type) && type.kind() != Kind.INT64,
        type,
        "decimal_comma",
        "decimal and double");
    onlyFor(type.kind() == Kind.STRING, type, "pattern", "strings");
    onlyFor(
        type.kind() == Kind.STRING || type.kind() == Kind.INT64, type, "enum", "string and int64");
    onlyFor(FieldTypes.isTime(type), type, "format", "date and timestamp");
    onlyFor(type.kind() == Kind.TIMESTAMP, type, "zone", "timestamps");
    onlyFor(FieldTypes.isPlain(type), type, "coerce", "plain types");
    onlyFor(FieldTypes.isPlain(type), type, "empty_as_null", "plain types");
    onlyFor(type.kind() == Kind.STRING, type, "normalize", "strings");
    onlyFor(FieldTypes.isPlain(type), type, "path_column", "plain types");
    onlyFor(FieldTypes.isPlain(type), type, "default", "plain types");
    onlyFor(type.kind() == Kind.LIST_STRUCT, type, "fields", "list<struct>");
    onlyFor(
        type.kind() == Kind.LIST_STRUCT || type.kind() == Kind.JSON,
        type,
        "parse",
        "json and list<struct>");
    for (YamlMapping.Item value : allowed) {
      if (!FieldTypes.fits(type, value.text())) {
        block.problemAt(
            value.node(),
            "enum holds "
                + value.text()
                + ", which is not of type "
                + block.text("type").orElse(""),
            "Write values like " + FieldTypes.example(type) + ".");
      }
    }
    if (defaultValue.isPresent()) {
      boolean fits =
          !FieldTypes.isPlain(type)
              || FieldTypes.isTime(type)
              || FieldTypes.fits(type, defaultValue.get());
      boolean isAllowed =
          allowed.isEmpty() || allowed.stream().anyMatch(a -> a.text().equals(defaultValue.get()));
      if (!fits || !isAllowed) {
        block.problem(
            "default",
            "default " + defaultValue.get() + " is not a value that the field may have",
            "Write one that fits type and enum.");
      }
    }
  }

  /** A value that is not in normal form would never occur. */
  private void checkNormal(List<YamlMapping.Item> allowed, Optional<String> defaultValue) {
    List<YamlMapping.Item> values = new ArrayList<>(allowed);
    defaultValue
        .filter(d -> allowed.isEmpty())
        .ifPresent(d -> values.add(new YamlMapping.Item(d, block.at("default"))));
    for (YamlMapping.Item value : values) {
      String normal = Alphanumeric.of(value.text());
      if (!normal.equals(value.text())) {
        block.problemAt(
            value.node(),
            "with normalize: alphanumeric the value is never " + value.text(),
            normal.isEmpty() ? "Remove it." : "Write " + normal + ".");
      }
    }
  }

  private void onlyFor(boolean fits, FieldType type, String key, String types) {
    if (!fits && block.has(key)) {
      block.problem(
          key,
          key + " cannot be used with type " + block.text("type").orElse(type.sql()),
          "It is only for " + types + ": remove it, or change the type.");
    }
  }

  private DecimalMark decimalMark() {
    if (block.holdsText("decimal_comma")) {
      return block
          .choice("decimal_comma", Map.of("either", DecimalMark.EITHER))
          .orElse(DecimalMark.EITHER);
    }
    return block.flag("decimal_comma") ? DecimalMark.COMMA : DecimalMark.POINT;
  }

  private Optional<Pattern> pattern() {
    Optional<String> text = block.text("pattern");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(text.get()));
    } catch (PatternSyntaxException e) {
      block.problem(
          "pattern",
          "pattern " + text.get() + " is not a regex: " + e.getDescription(),
          "Write a Java regex in single quotes; it must match the whole value.");
      return Optional.empty();
    }
  }

  private List<TimeFormat> formats(Optional<FieldType> type, Optional<ZoneId> zone) {
    List<TimeFormat> formats = new ArrayList<>();
    boolean date = type.isPresent() && type.get().kind() == Kind.DATE;
    boolean time = type.isPresent() && FieldTypes.isTime(type.get());
    for (YamlMapping.Item item : block.textOrTexts("format")) {
      if (time) {
        TimeFormats.read(block, item, date, zone).ifPresent(formats::add);
      }
    }
    if (time && !block.has("format")) {
      block.problem(
          "type",
          "there is no format that says how the " + block.text("type").orElse("") + " is written",
          "Add format: epoch_seconds, epoch_millis, iso8601 or a pattern like yyyy-MM-dd.");
    }
    return List.copyOf(formats);
  }

  private Optional<Field.PathColumn> pathColumn() {
    boolean safeId = block.choice("path_encoding", Map.of("safe_id", true)).isPresent();
    Optional<String> column = block.text("path_column");
    if (column.isEmpty()) {
      if (block.has("path_encoding") && !block.has("path_column")) {
        block.problem(
            "path_encoding",
            "path_encoding needs a path_column, and there is none",
            "Add path_column, or remove it.");
      }
      return Optional.empty();
    }
    if (safeId && block.has("normalize")) {
      block.problem(
          "path_encoding",
          "path_encoding and normalize cannot be used together",
          "Remove path_encoding: the characters that it replaces are dropped anyway.");
    }
    if (safeId && !block.has("path")) {
      block.problem(
          "path_encoding",
          "path_encoding needs a path, and there is none",
          "Without a path, the value is what the object's path holds: remove path_encoding.");
    }
    if (depth > 0) {
      block.problem(
          "path_column",
          "a field of a list element cannot have a path_column",
          "Remove path_column.");
    } else {
      templates.stream()
          .filter(t -> !t.columns().contains(column.get()))
          .findFirst()
          .ifPresent(
              t ->
                  block.problem(
                      "path_column",
                      "the source's path has no {" + column.get() + "}",
                      Suggestion.among(column.get(), t.columns())));
    }
    return Optional.of(new Field.PathColumn(column.get(), safeId));
  }

  private List<Field> children(Optional<FieldType> type) {
    boolean list = type.isPresent() && type.get().kind() == Kind.LIST_STRUCT;
    if (!list) {
      return List.of();
    }
    if (!block.has("fields")) {
      block.problem(
          "type", "a list<struct> has no fields", "Add fields: what an element of it holds.");
      return List.of();
    }
    if (depth == DEEPEST) {
      block.problem(
          "fields",
          "lists are nested more than " + DEEPEST + " deep",
          "Declare the inner list as type json, and unnest it in SQL.");
      return List.of();
    }
    return List.copyOf(readAll(block, block.what() + ".", templates, depth + 1));
  }
}
