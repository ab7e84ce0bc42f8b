package dev.medallion.replay.transforms.model.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What makes a SELECT depend on more than one entity, and the ways out. */
final class LocalityFindings {
  private static final String WAY_OUT =
      "make it a table of tables, where lookback and lookahead say what it sees";

  private final SqlText text;
  private final EntityKey key;
  private final List<LocalityFinding> findings = new ArrayList<>();

  LocalityFindings(SqlText text, EntityKey key) {
    this.text = text;
    this.key = key;
  }

  List<LocalityFinding> findings() {
    return findings;
  }

  /** Something that brings several entities together. */
  void togetherIn(JsonNode at, String what, String otherwise) {
    add(
        at,
        what + ": the rows it sees would depend on which entities share a shard, and on the window",
        otherwise.isEmpty() ? "Instead, " + WAY_OUT + "." : otherwise + ", or " + WAY_OUT + ".");
  }

  void otherEntity(JsonNode at, String name) {
    add(
        at,
        "the SQL reads "
            + name
            + ", but the table is about "
            + key.entity()
            + ": which of its versions a row sees would depend on their days",
        "Make a table of "
            + name
            + " too, and join both in a table of tables, where lookback and lookahead say what it"
            + " sees.");
  }

  void event(JsonNode at) {
    add(
        at,
        "the SQL computes with " + key.event() + ", whose numbers differ in every shard",
        "Select it unchanged. You may also group, join and order by it.");
  }

  void add(JsonNode at, String message, String fix) {
    findings.add(new LocalityFinding(line(at), message, fix));
  }

  /** The line of a node, or of the first thing in it that has one. */
  private int line(JsonNode node) {
    return text.lineAt(position(node));
  }

  private static long position(JsonNode node) {
    if (node.path("query_location").canConvertToLong()
        && node.path("query_location").asLong(-1) > 0) {
      return node.path("query_location").asLong();
    }
    for (JsonNode child : node) {
      long position = position(child);
      if (position > 0) {
        return position;
      }
    }
    return -1;
  }
}
