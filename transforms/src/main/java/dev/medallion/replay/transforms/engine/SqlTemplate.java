package dev.medallion.replay.transforms.engine;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.text.StringSubstitutor;

/** SQL with named places for other SQL, such as {@code SELECT * FROM ${ranked}}. */
public final class SqlTemplate {
  private final String text;
  private final Map<String, String> values = new HashMap<>();

  private SqlTemplate(String text) {
    this.text = text;
  }

  public static SqlTemplate of(String text) {
    return new SqlTemplate(text);
  }

  /**
   * Says what a place stands for.
   *
   * @param sql put in as it is
   * @throws IllegalArgumentException where the text has no such place
   */
  public SqlTemplate with(String place, String sql) {
    if (!text.contains("${" + place + "}")) {
      throw new IllegalArgumentException("the SQL has no place for " + place);
    }
    values.put(place, sql);
    return this;
  }

  /**
   * The SQL with all places filled.
   *
   * @throws IllegalArgumentException naming a place that nothing was said of
   */
  public String sql() {
    return new StringSubstitutor(values)
        .setEnableUndefinedVariableException(true)
        .setDisableSubstitutionInValues(true)
        .replace(text);
  }
}
