package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.model.Draft.DraftTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads a model, and refuses it with everything that is wrong with it. */
public final class ModelLoader {
  private static final Map<String, Severity> SEVERITIES =
      Map.of("block", Severity.BLOCK, "warning", Severity.WARNING, "off", Severity.OFF);

  private final ModelFiles files;
  private final ModelProblems problems = new ModelProblems();
  private final Draft draft;

  private ModelLoader(ModelFiles files) {
    this.files = files;
    this.draft = new Draft(files, problems);
  }

  /**
   * Loads and checks a model, its SQL included.
   *
   * @throws ModelException holding all problems at once
   */
  public static Model load(ModelFiles files) {
    return new ModelLoader(files).load();
  }

  private Model load() {
    Optional<String> text = files.text(ModelFiles.MODEL_FILE);
    if (text.isEmpty()) {
      problems.add(
          ModelFiles.MODEL_FILE, 0, "the file does not exist", "Write it: see docs/model.md.");
    }
    Optional<Model> model =
        text.flatMap(t -> Yaml.parse(ModelFiles.MODEL_FILE, t, problems))
            .flatMap(root -> YamlMapping.of(root, Section.MODEL, "the model", problems))
            .map(this::read);
    problems.throwIfAny();
    return model.orElseThrow();
  }

  private Model read(YamlMapping root) {
    Optional<String> name = root.text("model");
    for (String key : List.of("sources", "streams")) {
      if (root.has(key) && root.names(key).isEmpty()) {
        root.problem(key, "there are no " + key, "Declare at least one.");
      }
    }
    Periods.region(root, "time_zone").ifPresent(z -> draft.zone = z);
    Limits limits =
        root.block("limits", Section.LIMITS).map(ModelLoader::limits).orElse(Limits.DEFAULT);
    draft.sourceNames.putAll(root.names("sources"));
    root.named("sources", Section.SOURCE, "source")
        .forEach(
            (source, b) ->
                SourceReader.read(source, b).ifPresent(s -> draft.sources.put(source, s)));

    Map<String, YamlMapping> streamBlocks = root.named("streams", Section.STREAM, "stream");
    streamBlocks.forEach((stream, b) -> draft.declare(b, "entities", "entity", draft.entityNames));
    streamBlocks.forEach((stream, b) -> draft.declare(b, "tables", "table", draft.tableNames));
    draft.declare(root, "tables", "table", draft.tableNames);

    List<StreamReader> readers = new ArrayList<>();
    streamBlocks.forEach((stream, b) -> readers.add(new StreamReader(draft, stream, b)));
    readers.forEach(StreamReader::readEntities);
    List<EventStream> streams = readers.stream().flatMap(r -> r.readTables().stream()).toList();
    List<AggregateTable> aggregates = aggregates(root);
    List<DraftAudit> audits = audits(root);
    Map<String, Severity> severities = severities(root, audits);
    Map<String, String> references = new LinkedHashMap<>();
    for (String reference : draft.referenceNames()) {
      references.put(reference, files.text("reference/" + reference + ".csv").orElseThrow());
    }
    Map<String, List<Column>> columns = SqlChecks.run(draft, aggregates, audits);
    return new Model(
        name.orElse(""),
        draft.zone,
        draft.sources,
        streams,
        aggregates,
        audits.stream().map(DraftAudit::audit).toList(),
        severities,
        limits,
        references,
        files.digest(),
        columns);
  }

  private static Limits limits(YamlMapping block) {
    Limits standard = Limits.DEFAULT;
    return new Limits(
        block.ratio("dead_letter_ratio", standard.deadLetterRatio()),
        block.whole("record_bytes", 1, standard.recordBytes()),
        block.ratio("row_drop_ratio", standard.rowDropRatio()),
        block.whole("row_drop_rows", 0, standard.rowDropRows()));
  }

  private List<AggregateTable> aggregates(YamlMapping root) {
    Map<String, YamlMapping> blocks = root.named("tables", Section.AGGREGATE_TABLE, "table");
    Map<AggregateTable, TableReader> readers = new LinkedHashMap<>();
    blocks.forEach(
        (name, b) -> {
          if (draft.tables.containsKey(name)) {
            return; // Its name is taken, which was told.
          }
          TableReader reader = new TableReader(draft, b);
          reader
              .aggregate(name)
              .ifPresent(
                  t -> {
                    readers.put(t, reader);
                    draft.tables.putIfAbsent(
                        name, new DraftTable(t, b, reader.relations(), Optional.empty()));
                  });
        });
    readers.forEach((table, reader) -> reader.checkInputs(table));
    AggregateOrder order = new AggregateOrder(List.copyOf(readers.keySet()));
    for (List<String> cycle : order.cycles()) {
      blocks
          .get(cycle.get(0))
          .problem(
              "from",
              "the tables read each other in a cycle: "
                  + String.join(" <- ", cycle)
                  + " <- "
                  + cycle.get(0),
              "Remove one of these inputs.");
    }
    return order.ordered();
  }

  /** An audit and where it stands. */
  record DraftAudit(SqlAudit audit, YamlMapping block) {}

  private List<DraftAudit> audits(YamlMapping root) {
    List<DraftAudit> audits = new ArrayList<>();
    for (YamlMapping block : root.blocks("audits", Section.AUDIT)) {
      Optional<String> name = block.text("name");
      Optional<String> table = block.text("table");
      boolean known =
          table.isPresent()
              && draft.isKnown(
                  block, block.at("table"), "table", table.get(), draft.tableNames.keySet());
      Optional<String> sql = draft.sql(block);
      Optional<Severity> severity = block.choice("severity", SEVERITIES);
      name.ifPresent(n -> checkAuditName(n, block, audits));
      if (name.isPresent() && known && sql.isPresent() && severity.isPresent()) {
        audits.add(
            new DraftAudit(
                new SqlAudit(
                    name.get(),
                    table.get(),
                    sql.get(),
                    block.text("sql").orElseThrow(),
                    severity.get()),
                block));
      }
    }
    return audits;
  }

  private static void checkAuditName(String name, YamlMapping block, List<DraftAudit> before) {
    if (AuditNames.BUILT_IN.contains(name)) {
      block.problem("name", name + " is the name of a built-in audit", "Give it another name.");
    } else if (before.stream().anyMatch(a -> a.audit().name().equals(name))) {
      block.problem("name", "there is another audit " + name, "Give each its own name.");
    }
  }

  private Map<String, Severity> severities(YamlMapping root, List<DraftAudit> audits) {
    Map<String, Severity> severities = new LinkedHashMap<>();
    root.textByName("severities")
        .forEach(
            (audit, value) -> {
              if (!AuditNames.BUILT_IN.contains(audit)) {
                boolean own = audits.stream().anyMatch(a -> a.audit().name().equals(audit));
                root.problemAt(
                    value.node(),
                    "severities: there is no built-in audit " + audit,
                    own
                        ? "Set the severity of the model's own audit where it is declared."
                        : Suggestion.among(audit, AuditNames.BUILT_IN));
              } else if (!SEVERITIES.containsKey(value.text())) {
                root.problemAt(
                    value.node(),
                    "severities: " + audit + " is " + value.text(),
                    Suggestion.among(value.text(), SEVERITIES.keySet()));
              } else {
                severities.put(audit, SEVERITIES.get(value.text()));
              }
            });
    return severities;
  }
}
