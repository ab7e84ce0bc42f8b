package dev.medallion.replay.bigqueryserver.sql;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A text of one or more statements. */
public final class GoogleSql {
  private final Relations relations;
  private final Map<String, String> parameters;

  /**
   * Translates with these tables and parameters.
   *
   * @param parameters by name, as values in DuckDB's SQL
   */
  public GoogleSql(Relations relations, Map<String, String> parameters) {
    this.relations = relations;
    this.parameters = parameters;
  }

  /** Whether a text is one statement that reads: it alone has a result with a table. */
  public static boolean isSelect(String text) {
    List<List<Token>> statements = Split.at(Lexer.tokens(text), ";");
    return statements.size() == 1 && isSelect(statements.get(0));
  }

  private static boolean isSelect(List<Token> tokens) {
    return !tokens.isEmpty()
        && (tokens.get(0).is("SELECT") || tokens.get(0).is("WITH") || tokens.get(0).is("("));
  }

  /** The words of a text, in capitals: what it could name. */
  public static Set<String> words(String text) {
    return Lexer.tokens(text).stream()
        .filter(t -> t.isName() || t.isSymbol("*"))
        .map(Token::upper)
        .collect(Collectors.toSet());
  }

  /** The names of tables that a text reads or writes, as far as it can be translated. */
  public static List<List<String>> tables(String text) {
    List<List<String>> names = new ArrayList<>();
    Relations noting =
        path -> {
          names.add(path);
          return "t";
        };
    try {
      for (Statement statement : new GoogleSql(noting, Map.of()).statements(text)) {
        statement.target().ifPresent(names::add);
      }
    } catch (ApiException e) {
      return names;
    }
    return names;
  }

  /** The names of the tables that a text writes, as far as it can be translated. */
  public static Set<List<String>> targets(String text) {
    try {
      return new GoogleSql(path -> "t", Map.of())
          .statements(text).stream()
              .flatMap(statement -> statement.target().stream())
              .collect(Collectors.toSet());
    } catch (ApiException e) {
      return Set.of();
    }
  }

  /** Whether a WHERE compares this column with something. */
  public static boolean filters(String text, String column) {
    List<Token> tokens = Lexer.tokens(text);
    boolean inWhere = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      inWhere = token.is("WHERE") || (inWhere && !token.is("SELECT"));
      if (inWhere && token.isName() && token.text().equalsIgnoreCase(column)) {
        return true;
      }
    }
    return false;
  }

  public List<Statement> statements(String text) {
    List<Statement> statements = new ArrayList<>();
    for (List<Token> one : Split.at(Lexer.tokens(text), ";")) {
      if (!one.isEmpty()) {
        statements.add(statement(one));
      }
    }
    if (statements.isEmpty()) {
      throw ApiException.invalidQuery("Syntax error: Unexpected end of script");
    }
    return statements;
  }

  private Statement statement(List<Token> tokens) {
    Token first = tokens.get(0);
    return switch (first.upper()) {
      case "SELECT", "WITH", "(" -> new Statement.Select(translate(tokens));
      case "INSERT" -> insert(tokens);
      case "DELETE" -> delete(tokens);
      case "TRUNCATE" -> new Statement.Truncate(whole(tokens, 2));
      case "DROP" -> drop(tokens);
      case "CREATE" -> create(tokens);
      case "BEGIN", "COMMIT", "ROLLBACK" -> transaction(tokens);
      default -> throw ApiException.invalidQuery("Cannot translate the statement " + first.upper());
    };
  }

  private String translate(List<Token> tokens) {
    return Translator.translate(tokens, relations, parameters);
  }

  private static Statement transaction(List<Token> tokens) {
    if (tokens.size() > 2 || (tokens.size() == 2 && !tokens.get(1).is("TRANSACTION"))) {
      throw ApiException.invalidQuery("Cannot translate a block of statements");
    }
    return new Statement.Transaction(tokens.get(0).upper() + "_TRANSACTION");
  }

  private Statement insert(List<Token> tokens) {
    Path table = Path.at(tokens, tokens.get(1).is("INTO") ? 2 : 1);
    List<Token> rest = tokens.subList(table.end(), tokens.size());
    List<String> columns = new ArrayList<>();
    if (!rest.isEmpty() && rest.get(0).isSymbol("(") && !rest.get(1).is("SELECT")) {
      int close = rest.indexOf(new Token(Token.Kind.SYMBOL, ")"));
      for (List<Token> column : Split.at(rest.subList(1, close), ",")) {
        columns.add(column.get(0).text());
      }
      rest = rest.subList(close + 1, rest.size());
    }
    return new Statement.Insert(table.parts(), columns, translate(rest));
  }

  private Statement delete(List<Token> tokens) {
    Path table = Path.at(tokens, tokens.get(1).is("FROM") ? 2 : 1);
    List<Token> rest = tokens.subList(table.end(), tokens.size());
    String alias = table.parts().get(table.parts().size() - 1);
    if (!rest.isEmpty() && rest.get(0).is("AS")) {
      rest = rest.subList(1, rest.size());
    }
    if (!rest.isEmpty() && !rest.get(0).is("WHERE")) {
      alias = rest.get(0).text();
      rest = rest.subList(1, rest.size());
    }
    if (rest.size() < 2) {
      throw ApiException.invalidQuery("DELETE must have a WHERE clause");
    }
    return new Statement.Delete(
        table.parts(), Quote.identifier(alias), translate(rest.subList(1, rest.size())));
  }

  private static List<String> whole(List<Token> tokens, int from) {
    Path path = Path.at(tokens, from);
    if (path.end() != tokens.size()) {
      throw ApiException.invalidQuery(
          "Cannot translate what follows the table: " + tokens.get(path.end()).text());
    }
    return path.parts();
  }

  private static Statement drop(List<Token> tokens) {
    int at = tokens.get(1).is("SNAPSHOT") ? 2 : 1;
    if (!tokens.get(at).is("TABLE")) {
      throw ApiException.invalidQuery("Cannot translate DROP " + tokens.get(at).text());
    }
    boolean ifExists = tokens.get(at + 1).is("IF");
    return new Statement.Drop(whole(tokens, at + (ifExists ? 3 : 1)), ifExists);
  }

  private Statement create(List<Token> tokens) {
    int at = 1;
    boolean orReplace = tokens.get(at).is("OR");
    at += orReplace ? 2 : 0;
    boolean snapshot = tokens.get(at).is("SNAPSHOT");
    at += snapshot ? 1 : 0;
    if (!tokens.get(at).is("TABLE")) {
      throw ApiException.invalidQuery("Cannot translate CREATE " + tokens.get(at).text());
    }
    at++;
    boolean ifNotExists = tokens.get(at).is("IF");
    Path table = Path.at(tokens, at + (ifNotExists ? 3 : 0));
    List<Token> rest = tokens.subList(table.end(), tokens.size());
    if (!rest.isEmpty() && rest.get(0).is("AS")) {
      return new Statement.Create(
          table.parts(), orReplace, ifNotExists, translate(rest.subList(1, rest.size())));
    }
    if (!rest.isEmpty() && rest.get(0).is("CLONE") && !orReplace && !ifNotExists) {
      Path source = Path.at(rest, 1);
      return new Statement.Clone(
          table.parts(),
          source.parts(),
          snapshot,
          expiration(rest.subList(source.end(), rest.size())));
    }
    throw ApiException.invalidQuery("Cannot translate this CREATE TABLE");
  }

  private Optional<String> expiration(List<Token> options) {
    if (options.isEmpty()) {
      return Optional.empty();
    }
    if (options.size() < 6 || !options.get(2).is("expiration_timestamp")) {
      throw ApiException.invalidQuery("Cannot translate these OPTIONS");
    }
    return Optional.of(translate(options.subList(4, options.size() - 1)));
  }
}
