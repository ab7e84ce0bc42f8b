package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import dev.medallion.replay.bigqueryserver.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Named parameters of a query, as values in DuckDB's SQL. */
final class Parameters {
  private Parameters() {}

  static Map<String, String> of(JsonNode query) {
    Map<String, String> values = new HashMap<>();
    for (JsonNode one : query.path("queryParameters")) {
      if (one.path("name").asText("").isEmpty()) {
        throw ApiException.unsupported("parameters without a name");
      }
      values.put(
          one.path("name").asText(), value(one.path("parameterType"), one.path("parameterValue")));
    }
    return values;
  }

  private static String value(JsonNode type, JsonNode value) {
    String name = type.path("type").asText();
    if (name.equals("ARRAY")) {
      List<String> elements = new ArrayList<>();
      for (JsonNode element : value.path("arrayValues")) {
        elements.add(value(type.path("arrayType"), element));
      }
      return "CAST(["
          + String.join(", ", elements)
          + "] AS "
          + Types.stored(type.path("arrayType").path("type").asText())
          + "[])";
    }
    String stored = Types.stored(name);
    if (!value.hasNonNull("value")) {
      return "CAST(NULL AS " + stored + ")";
    }
    String literal = Quote.literal(value.get("value").asText());
    return stored.equals("BLOB")
        ? "from_base64(" + literal + ")"
        : "CAST(" + literal + " AS " + stored + ")";
  }
}
