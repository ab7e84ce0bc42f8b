package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.model.Entity.NamedCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the parts of an entity's events. */
final class PartReader {
  private final Draft draft;
  private final YamlMapping block;
  private final Entity event;
  private final List<PathTemplate> paths;

  /**
   * @param block the entity's
   * @param event the entity, without its parts
   * @param paths of its sources, as far as they could be read
   */
  PartReader(Draft draft, YamlMapping block, Entity event, List<PathTemplate> paths) {
    this.draft = draft;
    this.block = block;
    this.event = event;
    this.paths = paths;
  }

  List<Part> read() {
    Map<String, YamlMapping> blocks = block.named("parts", Section.PART, "part");
    draft.declare(block, "parts", "part", draft.entityNames);
    draft.partNames.put(event.name(), Set.copyOf(blocks.keySet()));
    if (!blocks.isEmpty()) {
      checkFolders();
    }
    List<Part> parts = new ArrayList<>();
    blocks.forEach((name, b) -> parts.add(read(name, b)));
    return List.copyOf(parts);
  }

  /** What names the event, and when it arrived, is the same of all objects in a folder. */
  private void checkFolders() {
    List<String> told = new ArrayList<>(List.of(PathTemplate.ARRIVAL_DATE));
    inherited().forEach(f -> told.add(f.pathColumn().orElseThrow().column()));
    for (PathTemplate path : paths) {
      for (String column : told) {
        if (path.columns().contains(column) && !path.folderColumns().contains(column)) {
          block.problem(
              "parts",
              "{" + column + "} is in the name of the file in " + path.text(),
              "The parts of an event lie in one folder, so the folder's name has to hold it.");
        }
      }
    }
  }

  /** The fields of the event's key that its path tells. */
  private List<Field> inherited() {
    return event.key().stream()
        .flatMap(k -> event.field(k).stream())
        .filter(f -> f.pathColumn().isPresent())
        .toList();
  }

  private Part read(String name, YamlMapping b) {
    int before = draft.problems.count();
    Map<String, String> where = WhereReader.read(b, paths);
    if (draft.problems.count() > before) {
      draft.unclearWhere.add(name);
    }
    List<Field> own = FieldReader.readAll(b, b.what() + " field", paths, 0);
    Set<String> declared = b.nodes("fields").keySet();
    FieldReader.checkNames(b);
    for (String field : declared) {
      if (event.key().contains(field)) {
        b.problemAt(
            b.names("fields").get(field),
            "the field " + field + " has the name of a key field of " + event.name(),
            "Rename it: the SQL sees the event's key beside the part's own fields.");
      }
    }
    List<Field> fields = new ArrayList<>();
    inherited().forEach(f -> fields.add(f.ofPathAlone()));
    own.stream().filter(f -> !event.key().contains(f.name())).forEach(fields::add);
    ConditionReader conditions = new ConditionReader(own, declared);
    List<NamedCondition> rejects = conditions.all(b, "reject", Section.REJECT, "when");
    List<NamedCondition> rules = conditions.all(b, "rules", Section.RULE, "require");
    Entity contract =
        new Entity(
            name,
            event.sources(),
            where,
            event.fullHistory(),
            inherited().stream().map(Field::name).toList(),
            List.of(),
            "",
            Optional.empty(),
            b.text("error_when").flatMap(c -> conditions.one(b, "error_when", c)),
            rejects,
            rules,
            List.copyOf(fields),
            FieldReader.ignored(b),
            List.of());
    Part part = new Part(contract, b.flag("required"), key(b, own, declared));
    if (own.size() == declared.size() && draft.entityColumns.containsKey(event.name())) {
      draft.entityColumns.putIfAbsent(name, ModelRelations.partColumns(event, part, paths));
    }
    return part;
  }

  private static List<String> key(YamlMapping b, List<Field> own, Set<String> declared) {
    List<String> key = new ArrayList<>();
    for (YamlMapping.Item item : b.texts("key")) {
      key.add(item.text());
      if (!declared.contains(item.text())) {
        b.problemAt(
            item.node(),
            "key: there is no field " + item.text(),
            Suggestion.among(item.text(), declared));
      }
      own.stream()
          .filter(f -> f.name().equals(item.text()))
          .filter(f -> !FieldTypes.isPlain(f.type()) || f.type().kind() == FieldType.Kind.DOUBLE)
          .forEach(
              f ->
                  b.problemAt(
                      item.node(),
                      "key: " + f.name() + " has a type that cannot be a key",
                      "Use a string, int64, decimal, bool, date or timestamp."));
    }
    return List.copyOf(key);
  }
}
