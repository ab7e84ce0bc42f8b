package dev.medallion.replay.transforms.model.cases;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one test. */
final class CaseReader {
  private static final List<String> KEYS =
      List.of("name", "from", "to", "as_of", "objects", "allow", "blocks", "expect");

  private final CaseNodes nodes;
  private final Node test;
  private final Map<String, Node> values;

  CaseReader(CaseNodes nodes, Node test) {
    this.nodes = nodes;
    this.test = test;
    this.values = nodes.mapping(test, "a test", KEYS);
  }

  Optional<ModelCase> read() {
    Optional<String> name = required("name").flatMap(n -> nodes.scalar(n, "name"));
    Optional<LocalDate> from =
        required("from").flatMap(n -> time(n, "from", LocalDate::parse, "2026-02-03"));
    Optional<LocalDate> to =
        values.containsKey("to")
            ? time(values.get("to"), "to", LocalDate::parse, "2026-02-03")
            : from;
    Optional<Instant> asOf =
        Optional.ofNullable(values.get("as_of"))
            .flatMap(n -> time(n, "as_of", Instant::parse, "2026-02-04T00:00:00Z"));
    SortedMap<String, String> objects = objects();
    SortedMap<String, ExpectedRows> expected = expected();
    List<String> blocks = texts("blocks");
    if (expected.isEmpty() && blocks.isEmpty()) {
      nodes.problem(test, "the test expects nothing", "Add expect: tables and their rows.");
    }
    if (name.isEmpty() || from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ModelCase(
            nodes.file(),
            CaseNodes.line(test),
            name.get(),
            objects,
            from.get(),
            to.get(),
            asOf,
            texts("allow"),
            blocks,
            expected));
  }

  private Optional<Node> required(String key) {
    if (!values.containsKey(key)) {
      nodes.problem(test, "the test has no " + key, "Add " + key + ": see docs/model.md.");
    }
    return Optional.ofNullable(values.get(key));
  }

  private <T> Optional<T> time(Node node, String key, Function<String, T> parse, String example) {
    return nodes
        .scalar(node, key)
        .flatMap(
            text -> {
              try {
                return Optional.of(parse.apply(text));
              } catch (DateTimeException e) {
                nodes.problem(
                    node, key + " " + text + " can't be read", "Write it like " + example + ".");
                return Optional.empty();
              }
            });
  }

  private List<String> texts(String key) {
    return values.containsKey(key)
        ? nodes.sequence(values.get(key), test, key).stream()
            .flatMap(n -> nodes.scalar(n, key).stream())
            .toList()
        : List.of();
  }

  private SortedMap<String, String> objects() {
    SortedMap<String, String> objects = new TreeMap<>();
    required("objects")
        .ifPresent(
            all ->
                nodes
                    .mapping(all, "objects", List.of())
                    .forEach((path, node) -> objects.put(path, content(path, node))));
    return objects;
  }

  /** A text as it is; records as a line of JSON each. */
  private String content(String path, Node node) {
    if (node instanceof SequenceNode records) {
      StringBuilder lines = new StringBuilder();
      records.getValue().forEach(record -> lines.append(NodeJson.of(record)).append('\n'));
      return lines.toString();
    }
    return nodes.scalar(node, path).orElse("");
  }

  private SortedMap<String, ExpectedRows> expected() {
    SortedMap<String, ExpectedRows> expected = new TreeMap<>();
    Optional.ofNullable(values.get("expect"))
        .ifPresent(
            all ->
                nodes
                    .mapping(all, "expect", List.of())
                    .forEach((table, node) -> expected.put(table, rows(table, node))));
    return expected;
  }

  private ExpectedRows rows(String table, Node node) {
    List<Map<String, Node>> rows = new ArrayList<>();
    Set<String> columns = new LinkedHashSet<>();
    for (Node row : nodes.sequence(node, node, "expect: " + table)) {
      Map<String, Node> cells = nodes.mapping(row, "a row of " + table, List.of());
      rows.add(cells);
      columns.addAll(cells.keySet());
    }
    List<List<Optional<String>>> texts = new ArrayList<>();
    for (Map<String, Node> cells : rows) {
      texts.add(
          columns.stream()
              .map(
                  c ->
                      cells.containsKey(c)
                          ? nodes.scalar(cells.get(c), c)
                          : Optional.<String>empty())
              .toList());
    }
    return new ExpectedRows(CaseNodes.line(node), List.copyOf(columns), texts);
  }
}
