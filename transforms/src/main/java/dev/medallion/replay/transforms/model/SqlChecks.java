package dev.medallion.replay.transforms.model;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Draft.DraftTable;
import dev.medallion.replay.transforms.model.functions.SqlFunctions;
import dev.medallion.replay.transforms.model.sql.Checked;
import dev.medallion.replay.transforms.model.sql.EntityKey;
import dev.medallion.replay.transforms.model.sql.LocalityFinding;
import dev.medallion.replay.transforms.model.sql.Relation;
import dev.medallion.replay.transforms.model.sql.SqlGuard;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks a model's SQL against what it will see, and what it selects against what is declared. */
final class SqlChecks {
  /** Types that Parquet holds otherwise, or a warehouse does not know. */
  private static final Set<String> NOT_STORED =
      Set.of(
          "HUGEINT",
          "UHUGEINT",
          "BIGNUM",
          "INTERVAL",
          "BIT",
          "TIME",
          "TIME WITH TIME ZONE",
          "VARIANT",
          "GEOMETRY");

  private final Draft draft;
  private final SqlGuard guard;
  private final Map<String, ReferenceTable> references = new LinkedHashMap<>();

  /** Of tables whose SQL could be bound. */
  private final Map<String, List<Column>> columns = new LinkedHashMap<>();

  /** References may name any table. */
  private final List<Runnable> afterAllTables = new ArrayList<>();

  private SqlChecks(Draft draft, SqlGuard guard) {
    this.draft = draft;
    this.guard = guard;
  }

  /**
   * Checks all SQL.
   *
   * @param aggregates each after its inputs
   * @return table name to the columns that its SQL selects
   */
  static Map<String, List<Column>> run(
      Draft draft, List<AggregateTable> aggregates, List<ModelLoader.DraftAudit> audits) {
    List<String> macros =
        new ArrayList<>(ModelRelations.createMacros(Instant.EPOCH, Optional.of(LocalDate.EPOCH)));
    macros.addAll(SqlFunctions.all());
    try (SqlGuard guard = SqlGuard.open(draft.zone, macros)) {
      SqlChecks checks = new SqlChecks(draft, guard);
      checks.readReferences();
      draft.tables.values().forEach(checks::entityTable);
      aggregates.forEach(t -> checks.aggregate(t, draft.tables.get(t.name())));
      audits.forEach(checks::audit);
      checks.afterAllTables.forEach(Runnable::run);
      return checks.columns;
    }
  }

  private void readReferences() {
    for (String name : draft.referenceNames()) {
      String file = "reference/" + name + ".csv";
      try {
        references.put(name, ReferenceTable.parse(draft.files.text(file).orElseThrow()));
      } catch (ReferenceTable.CsvException e) {
        draft.problems.add(
            file,
            e.line(),
            e.getMessage(),
            "Write a header of lower-case names, and one value per name in every line.");
      }
    }
  }

  private void entityTable(DraftTable draftTable) {
    if (!(draftTable.table() instanceof EntityTable table)) {
      return;
    }
    Entity entity = draft.entities.get(table.entity());
    List<Column> visible = draft.entityColumns.get(table.entity());
    Checked checked =
        entity == null || visible == null
            ? guard.checkSyntax(
                table.sql(), draftTable.relations(), Set.of(ModelRelations.EVENT), false)
            : guard.checkLocal(
                table.sql(),
                new Relation(entity.name(), visible),
                parts(entity),
                new EntityKey(
                    entity.name(),
                    entity.key(),
                    ModelRelations.EVENT,
                    draftTable.scope().filter(entity.key()::contains)),
                others(entity));
    tell(table.sqlFile(), checked);
    checked.columns().ifPresent(c -> output(draftTable, c));
  }

  private Set<String> others(Entity entity) {
    Set<String> others = new HashSet<>(draft.entityNames.keySet());
    others.remove(entity.name());
    others.removeAll(draft.partNames.getOrDefault(entity.name(), Set.of()));
    return others;
  }

  private List<Relation> parts(Entity entity) {
    return entity.parts().stream()
        .filter(p -> draft.entityColumns.containsKey(p.name()))
        .map(p -> new Relation(p.name(), draft.entityColumns.get(p.name())))
        .toList();
  }

  private void aggregate(AggregateTable table, DraftTable draftTable) {
    boolean partitionDay = table.grain() != Grain.NONE;
    Relations relations = new Relations();
    for (String name : draftTable.relations()) {
      if (name.equals(TableReader.OBJECTS)) {
        relations.add(name, objectColumns(table, draftTable));
      } else if (references.containsKey(name) || draft.referenceNames().contains(name)) {
        relations.add(name, Optional.ofNullable(references.get(name)).map(ReferenceTable::columns));
      } else {
        relations.add(name, visible(name));
      }
    }
    if (!declared().containsAll(draftTable.relations())) {
      // A misspelt input was told; the SQL's use of the right name is no second problem.
      relations.names.addAll(declared());
    }
    check(table.sqlFile(), table.sql(), relations, partitionDay)
        .columns()
        .ifPresent(c -> output(draftTable, c));
    for (Input input : table.inputs()) {
      if (input.slice().isPresent() && visible(input.table()).isPresent()) {
        slice(table, input, relations, draftTable.block());
      }
    }
  }

  private Set<String> declared() {
    Set<String> declared = new HashSet<>(draft.tableNames.keySet());
    declared.addAll(draft.referenceNames());
    declared.add(TableReader.OBJECTS);
    return declared;
  }

  private void slice(AggregateTable table, Input input, Relations relations, YamlMapping block) {
    List<Relation> others =
        relations.known.stream()
            .filter(r -> !r.name().equals(input.table()))
            .filter(
                r ->
                    table.inputs().stream()
                        .noneMatch(i -> i.table().equals(r.name()) && i.slice().isPresent()))
            .toList();
    if (!relations.complete()) {
      return;
    }
    List<LocalityFinding> findings =
        guard.checkCondition(
            input.slice().orElseThrow(),
            new Relation(input.table(), visible(input.table()).orElseThrow()),
            others,
            table.grain() != Grain.NONE);
    YamlMapping inner =
        YamlMapping.of(
                block.nodes("from").get(input.table()),
                Section.INPUT,
                block.what() + ": from " + input.table(),
                draft.problems)
            .orElseThrow();
    findings.forEach(f -> inner.problem("slice", "slice: " + f.message(), f.fix()));
  }

  private void audit(ModelLoader.DraftAudit draftAudit) {
    SqlAudit audit = draftAudit.audit();
    Relations relations = new Relations();
    relations.add(audit.table(), visible(audit.table()));
    check(audit.sqlFile(), audit.sql(), relations, false);
  }

  private Checked check(String file, String sql, Relations relations, boolean partitionDay) {
    Checked checked =
        relations.complete()
            ? guard.check(sql, relations.known, partitionDay)
            : guard.checkSyntax(sql, relations.names, relations.columns, partitionDay);
    tell(file, checked);
    return checked;
  }

  private void tell(String file, Checked checked) {
    checked.findings().forEach(f -> draft.problems.add(file, f.line(), f.message(), f.fix()));
  }

  /** Empty where the table could not be bound. */
  private Optional<List<Column>> visible(String table) {
    return Optional.ofNullable(columns.get(table))
        .map(all -> all.stream().filter(c -> !c.isHidden()).toList());
  }

  private Optional<List<Column>> objectColumns(AggregateTable table, DraftTable draftTable) {
    Source source = table.objectsOf().map(draft.sources::get).orElse(null);
    if (source == null) {
      return Optional.empty();
    }
    for (String column : source.path().columns()) {
      if (ModelRelations.OBJECT_COLUMNS.contains(column)) {
        draftTable
            .block()
            .problem(
                "from",
                "the path of source "
                    + source.name()
                    + " has a part "
                    + column
                    + ", and objects have a column of that name",
                "Rename the part.");
        return Optional.empty();
      }
    }
    return Optional.of(ModelRelations.objectColumns(source));
  }

  /** What a SELECT may read; complete if the columns of all of it are known. */
  private static final class Relations {
    private final List<String> names = new ArrayList<>();
    private final List<Relation> known = new ArrayList<>();

    /** Known to be there, whatever else is. */
    private Set<String> columns = Set.of();

    void add(String name, Optional<List<Column>> columns) {
      names.add(name);
      columns.ifPresent(c -> known.add(new Relation(name, c)));
    }

    boolean complete() {
      return names.size() == known.size();
    }
  }

  private void output(DraftTable draftTable, List<Column> selected) {
    Table table = draftTable.table();
    YamlMapping block = draftTable.block();
    List<String> names = selected.stream().map(Column::name).toList();
    Map<String, String> seen = new HashMap<>();
    for (Column column : selected) {
      String other = seen.putIfAbsent(column.name().toLowerCase(Locale.ROOT), column.name());
      if (column.name().equals(other)) {
        inSql(table, "the SQL selects " + other + " twice", "Give each column its own name.");
      } else if (other != null) {
        inSql(
            table,
            "the SQL selects "
                + other
                + " and "
                + column.name()
                + ", which are the same name in SQL",
            "Give each column its own name; case makes no difference.");
      }
      boolean event = column.name().equals(ModelRelations.EVENT) && table instanceof EntityTable;
      if (column.isHidden() && !event) {
        inSql(
            table,
            "the SQL selects " + column.name() + ": columns that begin with _ belong to the replay",
            "Give it another name.");
      }
      if (NOT_STORED.contains(column.type()) || column.type().startsWith("UNION")) {
        inSql(
            table,
            "the column "
                + column.name()
                + " is of type "
                + column.type()
                + ", which a warehouse cannot store",
            column.type().endsWith("HUGEINT")
                ? "Cast it to BIGINT or DECIMAL(38,0)."
                : "Cast it to another type.");
      }
    }
    // One of each name: that there were more was told, and is no problem of what reads the table.
    columns.put(
        table.name(),
        selected.stream().filter(c -> seen.containsValue(c.name())).distinct().toList());
    if (table instanceof EntityTable ofEntity && !names.contains(ModelRelations.EVENT)) {
      inSql(
          table,
          "the SQL does not select _event, which names the version that a row comes from",
          "Select the _event of " + ofEntity.entity() + ".");
    }
    List<String> content = selected.stream().filter(c -> !c.isHidden()).map(Column::name).toList();
    for (YamlMapping.Item key : block.texts("key")) {
      mustBeSelected(block, key, "key", content);
    }
    partitionColumn(table, block, selected, content);
    new TableOptionsReader(block).check(selected);
    afterAllTables.add(
        () ->
            block
                .textByName("references")
                .forEach((column, target) -> reference(block, column, target, selected, content)));
  }

  private void inSql(Table table, String message, String fix) {
    draft.problems.add(table.sqlFile(), 1, message, fix);
  }

  static boolean mustBeSelected(
      YamlMapping block, YamlMapping.Item item, String what, List<String> names) {
    if (names.contains(item.text())) {
      return true;
    }
    block.problemAt(
        item.node(),
        what + ": the SQL selects no column " + item.text(),
        Suggestion.among(item.text(), names));
    return false;
  }

  private static void partitionColumn(
      Table table, YamlMapping block, List<Column> selected, List<String> names) {
    if (table.grain() == Grain.NONE) {
      return;
    }
    YamlMapping inner = block.block("partition_by", Section.PARTITION_BY).orElseThrow();
    String column = table.partitionBy().column();
    if (mustBeSelected(inner, new YamlMapping.Item(column, inner.at("column")), "column", names)
        && !type(selected, column).equals("DATE")) {
      inner.problem(
          "column",
          column
              + " is of type "
              + type(selected, column)
              + ", but the partition column must be a DATE",
          "Select it as CAST(... AS DATE).");
    }
  }

  private void reference(
      YamlMapping block,
      String column,
      YamlMapping.Item target,
      List<Column> selected,
      List<String> names) {
    DraftTable other = draft.tables.get(target.text());
    if (!mustBeSelected(block, new YamlMapping.Item(column, target.node()), "references", names)
        || other == null) {
      return;
    }
    if (other.table().key().size() != 1) {
      block.problemAt(
          target.node(),
          "references: the key of " + target.text() + " has more than one column",
          "Remove the reference.");
      return;
    }
    String key = other.table().key().get(0);
    List<Column> others = columns.getOrDefault(target.text(), List.of());
    if (others.stream().anyMatch(c -> c.name().equals(key))
        && !type(others, key).equals(type(selected, column))) {
      block.problemAt(
          target.node(),
          "references: "
              + column
              + " is "
              + type(selected, column)
              + ", and "
              + target.text()
              + "."
              + key
              + " is "
              + type(others, key),
          "Cast one of them.");
    }
  }

  /** The type of a column; empty where there is none. */
  static String type(List<Column> columns, String name) {
    return columns.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .map(Column::type)
        .orElse("");
  }
}
