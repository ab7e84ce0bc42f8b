package dev.medallion.replay.bigqueryserver.sql;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Functions whose arguments are translated one by one. What is not here, and not special, is
 * refused: a function of one name may differ in its results.
 */
final class Functions {
  private static final Map<String, String> TEMPLATES =
      Map.ofEntries(
          entry("ABS/1", "abs($1)"),
          entry("ANY_VALUE/1", "any_value($1)"),
          entry("ARRAY_LENGTH/1", "CAST(len($1) AS BIGINT)"),
          entry("ARRAY_TO_STRING/2", "array_to_string($1, $2)"),
          entry("BIT_AND/1", "bit_and($1)"),
          entry("BIT_OR/1", "bit_or($1)"),
          entry("BIT_XOR/1", "bit_xor($1)"),
          entry("BYTE_LENGTH/1", "octet_length(bq_bytes($1))"),
          entry("CHAR_LENGTH/1", "length($1)"),
          entry("COUNTIF/1", "CAST(count_if($1) AS BIGINT)"),
          entry("CURRENT_DATE/0", "CAST(now() AS DATE)"),
          entry("CURRENT_TIMESTAMP/0", "now()"),
          entry("DATE/1", "CAST($1 AS DATE)"),
          entry("DATE/3", "make_date($1, $2, $3)"),
          entry("DIV/2", "bq_div($1, $2)"),
          entry("ENDS_WITH/2", "ends_with($1, $2)"),
          entry("ERROR/1", "error($1)"),
          entry("FROM_BASE64/1", "from_base64($1)"),
          entry("IF/3", "(CASE WHEN $1 THEN $2 ELSE $3 END)"),
          entry("IFNULL/2", "coalesce($1, $2)"),
          entry("LENGTH/1", "length($1)"),
          entry("LOGICAL_AND/1", "bool_and($1)"),
          entry("LOGICAL_OR/1", "bool_or($1)"),
          entry("LOWER/1", "lower($1)"),
          entry("MAX/1", "max($1)"),
          entry("MD5/1", "unhex(md5($1))"),
          entry("MIN/1", "min($1)"),
          entry("MOD/2", "bq_mod($1, $2)"),
          entry("NULLIF/2", "nullif($1, $2)"),
          entry("PARSE_JSON/1", "CAST($1 AS JSON)"),
          entry("REGEXP_CONTAINS/2", "regexp_matches($1, $2)"),
          entry("SHA256/1", "unhex(sha256($1))"),
          entry("STARTS_WITH/2", "starts_with($1, $2)"),
          entry("STRING_AGG/1", "string_agg($1, ',')"),
          entry("STRING_AGG/2", "string_agg($1, $2)"),
          entry("SUM/1", "sum($1)"),
          entry("TIMESTAMP/1", "CAST($1 AS TIMESTAMPTZ)"),
          entry("TIMESTAMP_MICROS/1", "make_timestamptz($1)"),
          entry("TO_HEX/1", "lower(hex($1))"),
          entry("UNIX_DATE/1", "CAST($1 - DATE '1970-01-01' AS BIGINT)"),
          entry("UNIX_MICROS/1", "epoch_us($1)"),
          entry("UPPER/1", "upper($1)"));

  private Functions() {}

  static Optional<String> call(String name, List<String> arguments) {
    return switch (name) {
      case "COALESCE", "ROW_NUMBER", "RANK", "DENSE_RANK" ->
          Optional.of(name + "(" + String.join(", ", arguments) + ")");
      // DuckDB's leaves nulls out.
      case "CONCAT" -> Optional.of("(" + String.join(" || ", arguments) + ")");
      default ->
          Optional.ofNullable(TEMPLATES.get(name + "/" + arguments.size())).map(filled(arguments));
    };
  }

  private static UnaryOperator<String> filled(List<String> arguments) {
    return template -> {
      String text = template;
      for (int i = arguments.size(); i > 0; i--) {
        text = text.replace("$" + i, "\u0001" + i + "\u0001");
      }
      for (int i = 1; i <= arguments.size(); i++) {
        text = text.replace("\u0001" + i + "\u0001", arguments.get(i - 1));
      }
      return text;
    };
  }
}
