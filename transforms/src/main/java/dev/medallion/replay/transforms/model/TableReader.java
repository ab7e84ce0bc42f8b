package dev.medallion.replay.transforms.model;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads what tables have in common, and the tables computed from tables. */
final class TableReader {
  /** The relation of a source's objects. */
  static final String OBJECTS = "objects";

  static final Map<String, Table.Layer> LAYERS =
      Map.of("silver", Table.Layer.SILVER, "gold", Table.Layer.GOLD);
  static final Map<String, Grain> GRAINS =
      Map.of(
          "day", Grain.DAY,
          "month", Grain.MONTH,
          "quarter", Grain.QUARTER,
          "year", Grain.YEAR,
          "none", Grain.NONE);
  private static final String ALL = "all";

  private final Draft draft;
  private final YamlMapping block;

  TableReader(Draft draft, YamlMapping block) {
    this.draft = draft;
    this.block = block;
  }

  static boolean isWhole(Table.PartitionBy partitionBy) {
    return partitionBy.grain() == Grain.NONE;
  }

  Optional<Table.Layer> layer() {
    return block.choice("layer", LAYERS);
  }

  List<String> key() {
    return block.texts("key").stream().map(YamlMapping.Item::text).toList();
  }

  Optional<Table.PartitionBy> partitionBy() {
    Optional<YamlMapping> inner = block.block("partition_by", Section.PARTITION_BY);
    return inner.flatMap(TableReader::partitionBy);
  }

  private static Optional<Table.PartitionBy> partitionBy(YamlMapping inner) {
    boolean stable = inner.flag("stable");
    Optional<String> column = inner.text("column");
    Optional<String> text = inner.text("grain");
    if (text.isPresent() && text.get().equals("value")) {
      inner.problem(
          "grain", "grain value is not supported yet", "Use day, month, quarter, year or none.");
      return Optional.empty();
    }
    Optional<Grain> grain = inner.choice("grain", GRAINS);
    if (grain.isEmpty()) {
      return Optional.empty();
    }
    boolean whole = grain.get() == Grain.NONE;
    if (whole && inner.has("column")) {
      inner.problem(
          "column",
          "a table of grain none has no partition column",
          "Remove column, or choose day, month, quarter or year.");
    }
    if (whole && inner.has("stable")) {
      inner.problem(
          "stable", "a table of grain none has no column that could be stable", "Remove stable.");
    }
    if (!whole && !inner.has("column")) {
      inner.problem(
          "grain",
          "no column says which " + text.orElse("") + " a row belongs to",
          "Add column: a DATE column that the SQL selects.");
      return Optional.empty();
    }
    return Optional.of(new Table.PartitionBy(column.orElse(""), grain.get(), stable));
  }

  Map<String, String> references() {
    Map<String, String> references = new LinkedHashMap<>();
    block
        .textByName("references")
        .forEach(
            (column, table) -> {
              if (draft.isKnown(
                  block, table.node(), "table", table.text(), draft.tableNames.keySet())) {
                references.put(column, table.text());
              }
            });
    return references;
  }

  TableOptions options() {
    return new TableOptionsReader(block).read();
  }

  Optional<AggregateTable> aggregate(String name) {
    Optional<Table.Layer> layer = layer();
    List<Input> inputs = new ArrayList<>();
    Optional<String> objectsOf = Optional.empty();
    for (Map.Entry<String, Node> entry : block.nodes("from").entrySet()) {
      if (entry.getKey().equals(OBJECTS)) {
        objectsOf = objectsOf(entry.getValue());
      } else {
        input(entry.getKey(), entry.getValue()).ifPresent(inputs::add);
      }
    }
    if (block.has("from") && block.nodes("from").isEmpty()) {
      block.problem("from", "the table has no inputs", "Name the tables that its SQL reads.");
    }
    List<String> referenceTables = referenceTables();
    Optional<String> sql = draft.sql(block);
    List<String> key = key();
    Optional<Table.PartitionBy> partitionBy = partitionBy();
    Map<String, String> references = references();
    TableOptions options = options();
    if (layer.isEmpty() || sql.isEmpty() || key.isEmpty() || partitionBy.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AggregateTable(
            name,
            layer.get(),
            List.copyOf(inputs),
            objectsOf,
            referenceTables,
            sql.get(),
            block.text("sql").orElseThrow(),
            key,
            partitionBy.get(),
            references,
            options));
  }

  /** What the SQL of an aggregate may read. */
  List<String> relations() {
    List<String> relations = new ArrayList<>(block.nodes("from").keySet());
    block.texts("reference").forEach(r -> relations.add(r.text()));
    return List.copyOf(relations);
  }

  private Optional<String> objectsOf(Node node) {
    Optional<String> source =
        YamlMapping.of(node, Section.OBJECTS, block.what() + ": from objects", draft.problems)
            .flatMap(b -> b.text("source"));
    source.ifPresent(s -> draft.isKnown(block, node, "source", s, draft.sourceNames.keySet()));
    source
        .map(draft.sources::get)
        .filter(s -> !s.isDated())
        .ifPresent(
            s ->
                block.problem(
                    "from",
                    "the path of source "
                        + s.name()
                        + " has no {arrival_date}, but objects belong to one partition's arrival"
                        + " range",
                    "Add the date to the path, e.g. {arrival_date:yyyy-MM-dd}."));
    return source;
  }

  private Optional<Input> input(String table, Node node) {
    Optional<YamlMapping> inner =
        YamlMapping.of(node, Section.INPUT, block.what() + ": from " + table, draft.problems);
    if (inner.isEmpty()
        || !draft.isKnown(
            inner.get(), inputNode(table), "table", table, draft.tableNames.keySet())) {
      return Optional.empty();
    }
    Reach reach = Periods.reach(inner.get(), "lookback", "lookahead");
    Optional<String> slice = inner.get().text("slice").filter(s -> !s.equals(ALL));
    return Optional.of(new Input(table, reach, slice));
  }

  private Node inputNode(String table) {
    Node key = block.names("from").get(table);
    return key == null ? block.at("from") : key;
  }

  private List<String> referenceTables() {
    List<String> tables = new ArrayList<>();
    for (YamlMapping.Item item : block.texts("reference")) {
      if (draft.isKnown(
          block, item.node(), "reference table", item.text(), draft.referenceNames())) {
        tables.add(item.text());
      }
    }
    return List.copyOf(tables);
  }

  /** What can be seen only once all tables are read: how an input is cut. */
  void checkInputs(AggregateTable table) {
    boolean whole = isWhole(table.partitionBy());
    if (whole && table.objectsOf().isPresent()) {
      block.problem(
          "from",
          "grain none rebuilds the whole table, but objects belong to one partition's arrival"
              + " range",
          "Partition the table by a date.");
    }
    for (Input input : table.inputs()) {
      Optional<Table> read =
          Optional.ofNullable(draft.tables.get(input.table())).map(t -> t.table());
      YamlMapping inner =
          YamlMapping.of(
                  block.nodes("from").get(input.table()),
                  Section.INPUT,
                  block.what() + ": from " + input.table(),
                  draft.problems)
              .orElseThrow();
      Node at = inputNode(input.table());
      boolean inputWhole = read.isPresent() && isWhole(read.get().partitionBy());
      if (read.isEmpty()) {
        continue;
      }
      if (whole && (inner.has("lookback") || inner.has("lookahead") || inner.has("slice"))) {
        inner.problemAt(
            at,
            "a table of grain none sees all of its inputs",
            "Remove lookback, lookahead and slice.");
      } else if (!whole && inputWhole && !inner.has("slice")) {
        inner.problemAt(
            at,
            input.table() + " has grain none, but no slice says which of its rows a partition sees",
            "Add slice: a condition such as 'id IN (SELECT customer_id FROM charges)', or slice:"
                + " all.");
      } else if (inputWhole && (inner.has("lookback") || inner.has("lookahead"))) {
        inner.problemAt(
            at,
            input.table() + " has grain none, so lookback and lookahead have no meaning",
            "Remove lookback and lookahead.");
      } else if (!inputWhole && inner.has("slice")) {
        inner.problemAt(
            at,
            input.table() + " is selected by its days, not by a slice",
            "Remove slice; use lookback and lookahead.");
      }
    }
  }
}
