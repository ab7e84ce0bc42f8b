package dev.medallion.replay.transforms.model.sql;

import java.util.Set;

/**
 * Functions of DuckDB whose result depends on more than the values they are given.
 *
 * <p>Names and stability: {@code duckdb_functions()} of DuckDB 1.5; a test compares them with the
 * engine in use.
 */
final class BannedFunctions {
  /** Depend on the clock, on chance, on the session or on the machine. */
  static final Set<String> UNSTABLE =
      Set.of(
          "ago",
          "current_catalog",
          "current_connection_id",
          "current_database",
          "current_date",
          "current_localtime",
          "current_localtimestamp",
          "current_query",
          "current_query_id",
          "current_role",
          "current_schema",
          "current_schemas",
          "current_setting",
          "current_time",
          "current_timestamp",
          "current_transaction_id",
          "current_user",
          "currval",
          "error",
          "gen_random_uuid",
          "get_block_size",
          "get_current_time",
          "get_current_timestamp",
          "getenv",
          "getvariable",
          "in_search_path",
          "localtime",
          "localtimestamp",
          "nextval",
          "now",
          "pg_conf_load_time",
          "pg_postmaster_start_time",
          "pg_sleep",
          "random",
          "session_user",
          "setseed",
          "sleep_ms",
          "stats",
          "today",
          "transaction_timestamp",
          "txid_current",
          "user",
          "uuid",
          "uuidv4",
          "uuidv7",
          "version",
          "write_log");

  /** Names without parentheses that DuckDB takes for functions where no column has them. */
  static final Set<String> UNSTABLE_WORDS =
      Set.of(
          "current_catalog",
          "current_date",
          "current_role",
          "current_schema",
          "current_time",
          "current_timestamp",
          "current_user",
          "localtime",
          "localtimestamp",
          "session_user",
          "user");

  /** Aggregates whose result depends on the order of rows, unless they are told one. */
  static final Set<String> ORDER_SENSITIVE =
      Set.of(
          "any_value",
          "arbitrary",
          "arg_max",
          "arg_max_null",
          "arg_max_nulls_last",
          "arg_min",
          "arg_min_null",
          "arg_min_nulls_last",
          "argmax",
          "argmin",
          "array_agg",
          "first",
          "group_concat",
          "json_group_array",
          "json_group_object",
          "last",
          "list",
          "listagg",
          "max_by",
          "min_by",
          "mode",
          "string_agg");

  /** Estimates, whose result depends on the order in which rows come. */
  static final Set<String> APPROXIMATE =
      Set.of("approx_count_distinct", "approx_quantile", "approx_top_k", "reservoir_quantile");

  /** Exact over integers and decimals; over floating point the order decides the last digits. */
  static final Set<String> SUMS =
      Set.of("avg", "mean", "sum", "sum_no_overflow", "list_sum", "list_avg");

  /** Compute in floating point whatever they are given. */
  static final Set<String> FLOATING =
      Set.of(
          "corr",
          "covar_pop",
          "covar_samp",
          "entropy",
          "favg",
          "fsum",
          "geomean",
          "geometric_mean",
          "kahan_sum",
          "kurtosis",
          "kurtosis_pop",
          "product",
          "regr_avgx",
          "regr_avgy",
          "regr_intercept",
          "regr_r2",
          "regr_slope",
          "regr_sxx",
          "regr_sxy",
          "regr_syy",
          "sem",
          "skewness",
          "stddev",
          "stddev_pop",
          "stddev_samp",
          "sumkahan",
          "var_pop",
          "var_samp",
          "variance",
          "wavg",
          "weighted_avg");

  /** Table functions that make rows of nothing but their arguments. */
  static final Set<String> TABLE_FUNCTIONS =
      Set.of("unnest", "generate_series", "range", "json_each", "json_tree", "generate_subscripts");

  private BannedFunctions() {}
}
