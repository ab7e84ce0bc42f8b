package dev.medallion.replay.options.parse;

/** Patterns of values that several options share; see {@link TemplateParameter#pattern}. */
public final class Forms {
  public static final String DAY =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9:]+)?)?";
  public static final String TIMESTAMP =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9:]+)";
  public static final String PERIODS = "([a-z][a-z0-9_]*=)?P([0-9]+[YMWD])+/P([0-9]+[YMWD])+";
  public static final String RUN_ID = "[A-Za-z0-9][A-Za-z0-9_.-]{0,79}";
  public static final String NUMBER = "[1-9][0-9]*";
  public static final String SIZE = "[0-9]{1,9}([kKmMgGtT]?[bB])?";
  public static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  public static final String FOLDER = "gs://[^/,]+(/.*)?";
  public static final String SECRETS =
      "gs://[^/,]+/.+|secret://[a-z0-9][a-z0-9._-]+/[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)?";
  public static final String SOURCE_FOLDER = "([a-z][a-z0-9_]*=)?gs://[^/,]+(/.*)?";
  public static final String MODEL = "[a-z][a-z0-9_-]*|gs://[^/,]+/.+";
  public static final String WAREHOUSE =
      "bigquery:([a-z0-9.-]+:)?[a-z][a-z0-9-]*[a-z0-9][.][A-Za-z0-9_]+";

  private Forms() {}
}
