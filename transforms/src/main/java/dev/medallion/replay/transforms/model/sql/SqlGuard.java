package dev.medallion.replay.transforms.model.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Refuses SQL whose result depends on more than its declared inputs: the clock, chance, files, the
 * order of rows. DuckDB parses and binds the SQL against empty relations; nothing is computed.
 */
public final class SqlGuard implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOT_ONE_SELECT = "Write one SELECT, or WITH ... SELECT.";

  private static final Pattern CANDIDATES = Pattern.compile("Candidate bindings: (?:: )?(.+)");

  private static final Pattern CALLS = Pattern.compile("\\b([a-z_0-9]+)\\(");

  private final Connection connection;
  private final Set<String> aggregates = new HashSet<>();

  private SqlGuard(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens an empty database in memory.
   *
   * @param zone of the session
   * @param setup statements that define what every SELECT may use, e.g. macros
   */
  public static SqlGuard open(ZoneId zone, List<String> setup) {
    try {
      SqlGuard guard = new SqlGuard(DriverManager.getConnection("jdbc:duckdb:"));
      guard.execute("SET threads = 1");
      guard.execute("SET TimeZone = " + Sql.literal(zone.getId()));
      guard.execute("SET enable_external_access = false");
      guard.execute("SET autoinstall_known_extensions = false");
      guard.execute("SET autoload_known_extensions = false");
      for (String statement : setup) {
        guard.execute(statement);
      }
      return guard;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot start DuckDB: " + e.getMessage(), e);
    }
  }

  /**
   * Checks a SELECT.
   *
   * @param relations what it may read
   * @param partitionDay whether it is computed partition by partition
   */
  public Checked check(String sql, Collection<Relation> relations, boolean partitionDay) {
    Checked parsed =
        syntax(sql, names(relations), columns(relations), partitionDay, Optional.empty());
    return parsed.findings().isEmpty() ? bind(sql, relations, parsed.reads()) : parsed;
  }

  /**
   * Checks the SELECT of a table of a stream, each of whose rows may depend on one entity only.
   *
   * @param entity what it may read
   * @param others entities that it may not
   */
  public Checked checkLocal(
      String sql, Relation entity, List<Relation> parts, EntityKey key, Set<String> others) {
    List<Relation> relations = new ArrayList<>(parts);
    relations.add(entity);
    Checked parsed =
        syntax(
            sql,
            names(relations),
            columns(relations),
            false,
            Optional.of(new Locality(relations, key, others)));
    return parsed.findings().isEmpty() ? bind(sql, relations, parsed.reads()) : parsed;
  }

  /**
   * Checks what can be seen while not all columns of the relations are known.
   *
   * @param columns those that are
   */
  public Checked checkSyntax(
      String sql, Collection<String> relations, Set<String> columns, boolean partitionDay) {
    return syntax(sql, new LinkedHashSet<>(relations), columns, partitionDay, Optional.empty());
  }

  /** Checks a condition on the rows of one relation. */
  public List<LocalityFinding> checkCondition(
      String condition, Relation of, Collection<Relation> others, boolean partitionDay) {
    String sql = "SELECT * FROM " + Sql.identifier(of.name()) + " WHERE (" + condition + "\n)";
    List<Relation> relations = new ArrayList<>(others);
    relations.add(of);
    try {
      JsonNode parsed = parse(sql);
      JsonNode node = parsed.path("statements").path(0).path("node");
      boolean one =
          parsed.path("statements").size() == 1
              && node.path("type").asText().equals("SELECT_NODE")
              && node.path("modifiers").isEmpty()
              && node.path("group_expressions").isEmpty()
              && node.path("having").isNull()
              && node.path("qualify").isNull();
      if (!parsed.path("error").asBoolean() && !one) {
        return List.of(
            new LocalityFinding(1, "there is more than one condition", "Write one condition."));
      }
    } catch (SQLException e) {
      return List.of(new LocalityFinding(1, firstLine(e.getMessage()), "Write one condition."));
    }
    return check(sql, relations, partitionDay).findings();
  }

  private static Set<String> names(Collection<Relation> relations) {
    return relations.stream()
        .map(Relation::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> columns(Collection<Relation> relations) {
    return relations.stream()
        .flatMap(r -> r.columns().stream())
        .map(c -> c.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** What a SELECT that keeps to one entity may read, and what not. */
  private record Locality(List<Relation> ofKey, EntityKey key, Set<String> others) {}

  private Checked syntax(
      String sql,
      Set<String> relations,
      Set<String> columns,
      boolean partitionDay,
      Optional<Locality> local) {
    SqlText text = new SqlText(sql);
    try {
      JsonNode parsed = parse(sql);
      if (parsed.path("error").asBoolean()) {
        return failed(error(parsed, text, NOT_ONE_SELECT));
      }
      if (parsed.path("statements").size() != 1) {
        return failed(
            new LocalityFinding(
                1,
                "there are " + parsed.path("statements").size() + " statements",
                NOT_ONE_SELECT));
      }
      JsonNode statement = parsed.path("statements").path(0);
      Set<String> others = local.map(Locality::others).orElse(Set.of());
      SyntaxRules rules =
          new SyntaxRules(text, relations, columns, partitionDay, others).look(statement);
      List<LocalityFinding> findings = new ArrayList<>(rules.findings());
      if (local.isPresent() && findings.isEmpty()) {
        Locality wanted = local.get();
        findings.addAll(
            new LocalityRules(text, wanted.ofKey(), wanted.key(), others, aggregates())
                .look(statement));
      }
      return new Checked(distinct(findings), Optional.empty(), rules.reads());
    } catch (SQLException e) {
      return failed(new LocalityFinding(1, firstLine(e.getMessage()), NOT_ONE_SELECT));
    }
  }

  /** The names of DuckDB's aggregates, macros that are made of them included. */
  private Set<String> aggregates() throws SQLException {
    if (aggregates.isEmpty()) {
      Map<String, String> macros = new HashMap<>();
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT function_name, function_type, coalesce(macro_definition, '')"
                      + " FROM duckdb_functions() WHERE function_type IN ('aggregate', 'macro')")) {
        while (rows.next()) {
          if (rows.getString(2).equals("aggregate")) {
            aggregates.add(rows.getString(1));
          } else {
            macros.put(rows.getString(1), rows.getString(3));
          }
        }
      }
      while (macros
          .entrySet()
          .removeIf(m -> isMadeOfAggregates(m.getValue()) && aggregates.add(m.getKey()))) {
        // Another macro may be made of it.
      }
    }
    return aggregates;
  }

  private boolean isMadeOfAggregates(String definition) {
    return CALLS.matcher(definition).results().anyMatch(c -> aggregates.contains(c.group(1)));
  }

  private static Checked failed(LocalityFinding finding) {
    return new Checked(List.of(finding), Optional.empty(), Set.of());
  }

  private static LocalityFinding error(JsonNode answer, SqlText text, String fix) {
    return new LocalityFinding(
        text.lineAt(answer.path("position").asLong(-1)),
        "DuckDB says: " + firstLine(answer.path("error_message").asText()),
        candidates(answer.path("error_message").asText())
            .map(near -> "Did you mean " + near + "?")
            .orElse(fix));
  }

  private static Optional<String> candidates(String message) {
    Matcher matcher = CANDIDATES.matcher(message);
    return matcher.find() ? Optional.of(matcher.group(1).replace("\"", "")) : Optional.empty();
  }

  /** The rest lists candidates at length. */
  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("").strip();
    return line.endsWith(".") || line.endsWith("!") ? line.substring(0, line.length() - 1) : line;
  }

  private static List<LocalityFinding> distinct(List<LocalityFinding> findings) {
    return findings.stream().distinct().toList();
  }

  private Checked bind(String sql, Collection<Relation> relations, Set<String> reads) {
    SqlText text = new SqlText(sql);
    try {
      for (Relation relation : relations) {
        execute(create(relation));
      }
      try {
        JsonNode plan =
            ask(
                "SELECT json_serialize_plan(?::VARCHAR, skip_null := true, skip_empty := true)",
                sql);
        if (plan.path("error").asBoolean()) {
          return new Checked(
              List.of(error(plan, text, "Correct the SQL.")), Optional.empty(), reads);
        }
        List<LocalityFinding> findings = distinct(new BoundRules(text).look(plan).findings());
        return new Checked(findings, Optional.of(describe(sql)), reads);
      } finally {
        for (Relation relation : relations) {
          execute("DROP TABLE IF EXISTS " + Sql.identifier(relation.name()));
        }
      }
    } catch (SQLException e) {
      return new Checked(
          List.of(
              new LocalityFinding(
                  1, "DuckDB says: " + firstLine(e.getMessage()), "Correct the SQL.")),
          Optional.empty(),
          reads);
    }
  }

  private static String create(Relation relation) {
    return relation.columns().stream()
        .map(c -> Sql.identifier(c.name()) + " " + c.type())
        .collect(
            Collectors.joining(
                ", ", "CREATE OR REPLACE TABLE " + Sql.identifier(relation.name()) + " (", ")"));
  }

  private List<Column> describe(String sql) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE " + sql)) {
      while (rows.next()) {
        columns.add(new Column(rows.getString("column_name"), rows.getString("column_type")));
      }
    }
    return columns;
  }

  private JsonNode parse(String sql) throws SQLException {
    return ask("SELECT json_serialize_sql(?::VARCHAR)", sql);
  }

  private JsonNode ask(String question, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, sql);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return JSON.readTree(rows.getString(1));
      } catch (JsonProcessingException e) {
        throw new SQLException("cannot read DuckDB's answer: " + e.getMessage(), e);
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot close DuckDB: " + e.getMessage(), e);
    }
  }
}
