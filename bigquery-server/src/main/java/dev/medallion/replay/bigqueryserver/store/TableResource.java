package dev.medallion.replay.bigqueryserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.SizeSql;
import java.util.Optional;

/** A table as the service answers it. */
public record TableResource(Catalog catalog, Table table) {

  /** The table, or one partition of it, with its counts. */
  public ObjectNode json(Optional<String> partition) {
    partition.ifPresent(
        p ->
            table
                .partitioning()
                .orElseThrow(
                    () -> ApiException.invalid("Table is not partitioned: " + table.name()))
                .check(table.name(), p));
    ObjectNode json = head(new Destination(table.name(), partition));
    Dataset dataset = catalog.dataset(table.name().datasetName());
    json.put("location", dataset.location());
    json.put("etag", table.etag());
    json.put("lastModifiedTime", Long.toString(modified(partition)));
    if (table.schema().fields().isEmpty()) {
      return json.put("numRows", "0").put("numBytes", "0");
    }
    String from = " FROM " + table.rows() + " WHERE " + catalog.rows().in(table, partition);
    json.put("numRows", Long.toString(catalog.session().number("SELECT count(*)" + from)));
    String bytes =
        Long.toString(
            catalog
                .session()
                .number("SELECT sum(" + SizeSql.of(table.schema().fields()) + ")" + from));
    json.put("numBytes", bytes).put("numTotalLogicalBytes", bytes).put("numLongTermBytes", "0");
    streamingBuffer(json);
    return json;
  }

  private long modified(Optional<String> partition) {
    return partition
        .map(p -> catalog.rows().modified(table.name()).getOrDefault(p, table.modified()))
        .orElse(table.modified());
  }

  private void streamingBuffer(ObjectNode json) {
    long rows = catalog.session().number("SELECT count(*) FROM " + table.streamed());
    if (rows > 0) {
      json.putObject("streamingBuffer")
          .put("estimatedRows", Long.toString(rows))
          .put("estimatedBytes", Long.toString(rows))
          .put("oldestEntryTime", Long.toString(table.modified()));
    }
  }

  private ObjectNode head(Destination one) {
    ObjectNode json = table.resource().deepCopy();
    json.put("kind", "bigquery#table");
    json.put("id", one.toString());
    json.put("type", table.type());
    ObjectNode reference = table.name().json();
    one.partition().ifPresent(p -> reference.put("tableId", table.name().table() + "$" + p));
    json.set("tableReference", reference);
    json.put("creationTime", Long.toString(table.created()));
    return json;
  }

  /** The table as a list shows it, without schema and counts. */
  public static ObjectNode listed(Table table) {
    ObjectNode json = new TableResource(null, table).head(Destination.of(table.name()));
    return json.retain(
        "kind",
        "id",
        "type",
        "tableReference",
        "creationTime",
        "expirationTime",
        "labels",
        "timePartitioning",
        "clustering",
        "friendlyName");
  }
}
