package dev.medallion.replay.transforms.model;

import com.fasterxml.jackson.core.JsonPointer;
import dev.medallion.replay.transforms.model.Entity.NamedCondition;
import dev.medallion.replay.transforms.model.Entity.OrderTerm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads one entity of a stream. */
final class EntityReader {
  private final Draft draft;
  private final YamlMapping block;

  /** Its sources and the lines that name them. */
  private final List<YamlMapping.Item> sources;

  /** The paths of those that could be read. */
  private final List<PathTemplate> paths;

  private final List<Field> fields;

  /** Fields that were declared, whether or not they could be read. */
  private final Set<String> declared;

  private EntityReader(Draft draft, YamlMapping block) {
    this.draft = draft;
    this.block = block;
    this.sources = block.textOrTexts("from");
    this.paths = readable().map(Source::path).toList();
    this.fields = FieldReader.readAll(block, block.what() + " field", paths, 0);
    this.declared = block.nodes("fields").keySet();
  }

  static Optional<Entity> read(Draft draft, String name, YamlMapping block) {
    return new EntityReader(draft, block).read(name);
  }

  private Optional<Entity> read(String name) {
    boolean known = !sources.isEmpty();
    for (YamlMapping.Item source : sources) {
      known &=
          draft.isKnown(block, source.node(), "source", source.text(), draft.sourceNames.keySet());
    }
    checkAlike();
    int before = draft.problems.count();
    Map<String, String> where = WhereReader.read(block, paths);
    if (draft.problems.count() > before) {
      draft.unclearWhere.add(name);
    }
    boolean fullHistory = block.choice("history", Map.of("full", true)).isPresent();
    checkUndated(fullHistory);
    ConditionReader conditions = new ConditionReader(fields, declared);
    List<String> key = key();
    List<OrderTerm> latestBy = latestBy();
    Optional<String> businessTime = businessTime();
    Optional<Condition> deleteWhen =
        block.text("delete_when").flatMap(c -> conditions.one(block, "delete_when", c));
    Optional<Condition> errorWhen =
        block.text("error_when").flatMap(c -> conditions.one(block, "error_when", c));
    List<NamedCondition> rejects = conditions.all(block, "reject", Section.REJECT, "when");
    List<NamedCondition> rules = conditions.all(block, "rules", Section.RULE, "require");
    List<JsonPointer> ignored = FieldReader.ignored(block);
    FieldReader.checkNames(block);
    if (known && paths.size() == sources.size() && fields.size() == declared.size()) {
      draft.entityColumns.putIfAbsent(name, ModelRelations.entityColumns(fields, paths));
    }
    if (!known || key.isEmpty() || latestBy.isEmpty() || businessTime.isEmpty()) {
      return Optional.empty();
    }
    Entity entity =
        new Entity(
            name,
            sources.stream().map(YamlMapping.Item::text).toList(),
            where,
            fullHistory,
            key,
            latestBy,
            businessTime.get(),
            deleteWhen,
            errorWhen,
            rejects,
            rules,
            List.copyOf(fields),
            ignored,
            List.of());
    return Optional.of(entity.withParts(new PartReader(draft, block, entity, paths).read()));
  }

  /** Objects without a date can't be limited to those of a window. */
  private void checkUndated(boolean fullHistory) {
    for (YamlMapping.Item item : sources) {
      Source source = draft.sources.get(item.text());
      if (source != null && !source.isDated() && !fullHistory) {
        block.problemAt(
            item.node(),
            "from: the path of source "
                + source.name()
                + " has no {arrival_date}, so a window cannot limit what is listed",
            "Add history: full to the entity, or the date to the path, e.g."
                + " {arrival_date:yyyy-MM-dd}.");
      }
    }
  }

  private Stream<Source> readable() {
    return sources.stream()
        .map(YamlMapping.Item::text)
        .map(draft.sources::get)
        .filter(s -> s != null);
  }

  /** A version counts for the same days, and its path columns are the same, wherever it is from. */
  private void checkAlike() {
    Map<String, Boolean> isDate = new HashMap<>();
    Optional<Source> first = readable().filter(Source::isDated).findFirst();
    for (YamlMapping.Item item : sources) {
      Source source = draft.sources.get(item.text());
      if (source == null) {
        continue;
      }
      if (source.isDated() && !source.arrives().equals(first.orElseThrow().arrives())) {
        block.problemAt(
            item.node(),
            "from: sources "
                + first.orElseThrow().name()
                + " and "
                + source.name()
                + " of one entity differ in arrives",
            "Give both the wider one: which days a version counts for can't depend on its source.");
      }
      for (String column : source.path().columns()) {
        boolean date = source.path().isDate(column);
        if (isDate.getOrDefault(column, date) != date) {
          block.problemAt(
              item.node(),
              "from: the path column " + column + " is a date in one source and a text in another",
              "Rename one of them.");
        }
        isDate.putIfAbsent(column, date);
      }
    }
  }

  private Optional<Field> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  private List<String> key() {
    List<String> key = new ArrayList<>();
    for (YamlMapping.Item item : block.texts("key")) {
      key.add(item.text());
      if (isField(item, "key")) {
        field(item.text())
            .ifPresent(
                f -> {
                  if (!FieldTypes.isPlain(f.type()) || f.type().kind() == FieldType.Kind.DOUBLE) {
                    block.problemAt(
                        item.node(),
                        "key: " + f.name() + " has a type that cannot be a key",
                        "Use a string, int64, decimal, bool, date or timestamp.");
                  } else {
                    mustBeThere(item, f, "key");
                  }
                });
      }
    }
    return key;
  }

  private boolean isField(YamlMapping.Item item, String key) {
    if (declared.contains(item.text())) {
      return true;
    }
    block.problemAt(
        item.node(),
        key + ": there is no field " + item.text(),
        Suggestion.among(item.text(), declared));
    return false;
  }

  private void mustBeThere(YamlMapping.Item item, Field field, String key) {
    if (!field.required() && field.defaultValue().isEmpty()) {
      block.problemAt(
          item.node(),
          key + ": the field " + field.name() + " may be null",
          "Add required: true to it.");
    }
  }

  private List<OrderTerm> latestBy() {
    List<OrderTerm> terms = new ArrayList<>();
    for (YamlMapping.Item item : block.texts("latest_by")) {
      boolean descending = item.text().startsWith("-");
      String column = descending ? item.text().substring(1) : item.text();
      terms.add(new OrderTerm(column, descending));
      if (declared.contains(column)) {
        field(column)
            .ifPresent(
                f -> {
                  if (!FieldTypes.isPlain(f.type())) {
                    block.problemAt(
                        item.node(),
                        "latest_by: " + column + " has a type without an order",
                        "Use a time, a number or a string.");
                  } else {
                    mustBeThere(item, f, "latest_by");
                  }
                });
      } else {
        paths.stream()
            .filter(p -> !p.columns().contains(column))
            .findFirst()
            .ifPresent(p -> notInPath(item, column, p));
      }
    }
    return terms;
  }

  private void notInPath(YamlMapping.Item item, String column, PathTemplate path) {
    List<String> known = new ArrayList<>(declared);
    known.addAll(path.columns());
    block.problemAt(
        item.node(),
        "latest_by: " + column + " is neither a field nor in the source's path",
        Suggestion.among(column, known));
  }

  private Optional<String> businessTime() {
    Optional<String> name = block.text("business_time");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    YamlMapping.Item item = new YamlMapping.Item(name.get(), block.at("business_time"));
    if (isField(item, "business_time")) {
      field(name.get())
          .ifPresent(
              f -> {
                if (!FieldTypes.isTime(f.type())) {
                  block.problemAt(
                      item.node(),
                      "business_time: " + f.name() + " is neither a date nor a timestamp",
                      "Use the field that holds the version's business day.");
                } else {
                  mustBeThere(item, f, "business_time");
                }
              });
    }
    return name;
  }
}
