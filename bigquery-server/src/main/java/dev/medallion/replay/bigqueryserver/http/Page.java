package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Field;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A part of a table's rows, in the order in which they were written. */
record Page(long from, long most, boolean int64Timestamps, List<String> selected) {
  private static final long USUAL = 10_000;

  static Page of(Call call) {
    return new Page(
        call.parameter("pageToken").map(Long::parseLong).orElse(call.number("startIndex", 0)),
        call.number("maxResults", USUAL),
        call.parameter("formatOptions.useInt64Timestamp").map(Boolean::parseBoolean).orElse(false),
        call.parameter("selectedFields")
            .map(s -> Arrays.asList(s.toLowerCase(Locale.ROOT).split(",", -1)))
            .orElse(List.of()));
  }

  /** Writes the rows, their total, and how to go on. */
  void write(Catalog catalog, Destination source, ObjectNode answer, String tokenName) {
    Table table = catalog.table(source.table());
    Optional<String> partition = source.partition();
    List<Field> fields =
        table.schema().fields().stream()
            .filter(f -> selected.isEmpty() || selected.contains(f.name().toLowerCase(Locale.ROOT)))
            .toList();
    long total = catalog.rows().count(table, partition);
    answer.put("totalRows", Long.toString(total));
    if (most == 0) {
      return;
    }
    String columns =
        fields.stream().map(f -> Quote.identifier(f.name())).collect(Collectors.joining(", "));
    RowJson rows = new RowJson(fields, int64Timestamps);
    List<ObjectNode> page =
        catalog
            .session()
            .query(
                "SELECT "
                    + columns
                    + " FROM "
                    + table.rows()
                    + " WHERE "
                    + catalog.rows().in(table, partition)
                    + " ORDER BY rowid LIMIT "
                    + most
                    + " OFFSET "
                    + from,
                rows::row);
    if (!page.isEmpty()) {
      ArrayNode list = answer.putArray("rows");
      page.forEach(list::add);
    }
    if (from + page.size() < total) {
      answer.put(tokenName, Long.toString(from + page.size()));
    }
  }
}
