package dev.medallion.replay.bigqueryserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.Partitioning;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import dev.medallion.replay.bigqueryserver.schema.Schema;
import dev.medallion.replay.bigqueryserver.schema.TableName;
import java.util.Optional;

/** A table as it was given, and when it changed. Its rows are elsewhere. */
public record Table(TableName name, ObjectNode resource, long created, long modified) {

  public Schema schema() {
    return Schema.of(resource.path("schema"));
  }

  public Optional<Partitioning> partitioning() {
    return Partitioning.of(resource, schema());
  }

  /**
   * Whether this server has its rows. A view has none, nor has an external table; one that is
   * partitioned by the time of ingestion, or by ranges of integers, can be made and looked at, no
   * more.
   */
  public boolean isKept() {
    boolean cutByColumn =
        !resource.hasNonNull("rangePartitioning")
            && (!resource.hasNonNull("timePartitioning")
                || resource.path("timePartitioning").hasNonNull("field"));
    return cutByColumn
        && (type().equals("TABLE") || type().equals("SNAPSHOT"))
        && !schema().fields().isEmpty();
  }

  /** TABLE, SNAPSHOT, VIEW or EXTERNAL. */
  public String type() {
    if (resource.hasNonNull("view")) {
      return "VIEW";
    }
    if (resource.hasNonNull("externalDataConfiguration")) {
      return "EXTERNAL";
    }
    return resource.hasNonNull("snapshotDefinition") ? "SNAPSHOT" : "TABLE";
  }

  public boolean requiresPartitionFilter() {
    return resource.path("requirePartitionFilter").asBoolean(false)
        || resource.path("timePartitioning").path("requirePartitionFilter").asBoolean(false);
  }

  /** When it vanishes. */
  public Optional<Long> expires() {
    long at = resource.path("expirationTime").asLong(0);
    return at > 0 ? Optional.of(at) : Optional.empty();
  }

  public Table withResource(ObjectNode other) {
    return new Table(name, other, created, modified);
  }

  public Table withSchema(Schema schema) {
    ObjectNode copy = resource.deepCopy();
    copy.set("schema", schema.json());
    return withResource(copy);
  }

  /** Its rows, in DuckDB's SQL. */
  public String rows() {
    return "rows." + Quote.identifier(name.stored());
  }

  /** Rows that were streamed and belong to no partition yet, in DuckDB's SQL. */
  public String streamed() {
    return "streamed." + Quote.identifier(name.stored());
  }

  String etag() {
    return Etag.of(modified, Json.text(resource));
  }
}
