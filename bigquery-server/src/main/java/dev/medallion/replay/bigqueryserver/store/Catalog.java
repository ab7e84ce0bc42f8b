package dev.medallion.replay.bigqueryserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Clusters;
import dev.medallion.replay.bigqueryserver.schema.DatasetName;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.Schema;
import dev.medallion.replay.bigqueryserver.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Datasets and tables, as one transaction sees them. */
public final class Catalog {
  private static final Set<String> OF_THE_SERVICE =
      Set.of(
          "kind",
          "id",
          "etag",
          "selfLink",
          "creationTime",
          "lastModifiedTime",
          "numRows",
          "numBytes",
          "numLongTermBytes",
          "numTotalLogicalBytes",
          "streamingBuffer",
          "location",
          "type");

  private final Session session;
  private final long now;

  /**
   * Looks through this transaction.
   *
   * @param now in milliseconds
   */
  public Catalog(Session session, long now) {
    this.session = session;
    this.now = now;
  }

  public Session session() {
    return session;
  }

  public long now() {
    return now;
  }

  public Rows rows() {
    return new Rows(this);
  }

  public Optional<Dataset> findDataset(DatasetName name) {
    return session.first(
        "SELECT resource, created, modified FROM catalog.datasets"
            + " WHERE project = ? AND dataset = ?",
        r -> new Dataset(name, Json.parseObject(r.getString(1)), r.getLong(2), r.getLong(3)),
        name.project(),
        name.dataset());
  }

  public Dataset dataset(DatasetName name) {
    return findDataset(name).orElseThrow(() -> ApiException.notFound("Dataset " + name));
  }

  public List<Dataset> datasets(String project) {
    return session.query(
        "SELECT dataset, resource, created, modified FROM catalog.datasets"
            + " WHERE project = ? ORDER BY dataset",
        r ->
            new Dataset(
                new DatasetName(project, r.getString(1)),
                Json.parseObject(r.getString(2)),
                r.getLong(3),
                r.getLong(4)),
        project);
  }

  public Dataset insertDataset(DatasetName name, ObjectNode resource) {
    if (findDataset(name).isPresent()) {
      throw ApiException.duplicate("Dataset " + name);
    }
    session.execute(
        "INSERT INTO catalog.datasets VALUES (?, ?, ?, ?, ?)",
        name.project(),
        name.dataset(),
        Json.text(resource),
        now,
        now);
    return dataset(name);
  }

  public Dataset updateDataset(DatasetName name, ObjectNode resource) {
    session.execute(
        "UPDATE catalog.datasets SET resource = ?, modified = ? WHERE project = ? AND dataset = ?",
        Json.text(resource),
        now,
        name.project(),
        name.dataset());
    return dataset(name);
  }

  /** Deletes one without tables, or with {@code contents} one with what is in it. */
  public void deleteDataset(DatasetName name, boolean contents) {
    dataset(name);
    List<Table> tables = tables(name);
    if (!tables.isEmpty() && !contents) {
      throw new ApiException(400, "resourceInUse", "Dataset " + name + " is still in use");
    }
    tables.forEach(t -> drop(t.name()));
    session.execute(
        "DELETE FROM catalog.datasets WHERE project = ? AND dataset = ?",
        name.project(),
        name.dataset());
  }

  public Optional<Table> find(TableName name) {
    Optional<Table> table =
        session.first(
            "SELECT resource, created, modified FROM catalog.tables"
                + " WHERE project = ? AND dataset = ? AND name = ?",
            r -> read(name, r, 1),
            name.project(),
            name.dataset(),
            name.table());
    if (table.flatMap(Table::expires).filter(e -> e <= now).isPresent()) {
      drop(name);
      return Optional.empty();
    }
    return table;
  }

  private static Table read(TableName name, ResultSet r, int from) throws SQLException {
    return new Table(
        name, Json.parseObject(r.getString(from)), r.getLong(from + 1), r.getLong(from + 2));
  }

  public Table table(TableName name) {
    return find(name).orElseThrow(() -> ApiException.notFound("Table " + name));
  }

  public List<Table> tables(DatasetName dataset) {
    return session.query(
        "SELECT name, resource, created, modified FROM catalog.tables"
            + " WHERE project = ? AND dataset = ?"
            + " AND coalesce(CAST(resource ->> 'expirationTime' AS BIGINT), 9223372036854775807) > ?"
            + " ORDER BY name",
        r -> read(new TableName(dataset.project(), dataset.dataset(), r.getString(1)), r, 2),
        dataset.project(),
        dataset.dataset(),
        now);
  }

  /** Makes a table without rows. */
  public Table insert(TableName name, ObjectNode given) {
    Dataset dataset = dataset(name.datasetName());
    if (find(name).isPresent()) {
      throw ApiException.duplicate("Table " + name);
    }
    ObjectNode resource = ownFields(given);
    long life = dataset.resource().path("defaultTableExpirationMs").asLong(0);
    if (life > 0 && !resource.hasNonNull("expirationTime")) {
      resource.put("expirationTime", Long.toString(now + life));
    }
    long partitionLife = dataset.resource().path("defaultPartitionExpirationMs").asLong(0);
    if (partitionLife > 0
        && resource.get("timePartitioning") instanceof ObjectNode partitioning
        && !partitioning.hasNonNull("expirationMs")) {
      partitioning.put("expirationMs", Long.toString(partitionLife));
      resource.remove("expirationTime");
    }
    Table table = canonical(new Table(name, resource, now, now));
    session.execute(
        "INSERT INTO catalog.tables VALUES (?, ?, ?, ?, ?, ?)",
        name.project(),
        name.dataset(),
        name.table(),
        Json.text(table.resource()),
        now,
        now);
    rows().create(table);
    return table;
  }

  /** What a client may set: what the service adds is left out. */
  public static ObjectNode ownFields(ObjectNode given) {
    ObjectNode resource = given.deepCopy();
    resource.remove(OF_THE_SERVICE);
    return resource;
  }

  private static Table canonical(Table table) {
    Schema schema = table.schema();
    Table canonical = table.withSchema(schema);
    if (canonical.isKept()) {
      canonical.partitioning();
      Clusters.check(canonical.resource(), canonical.schema());
    }
    return canonical;
  }

  /** Writes a table's description; its rows stay as they are. */
  public Table update(Table table) {
    Table canonical = canonical(table);
    TableName name = table.name();
    session.execute(
        "UPDATE catalog.tables SET resource = ?, modified = ?"
            + " WHERE project = ? AND dataset = ? AND name = ?",
        Json.text(canonical.resource()),
        now,
        name.project(),
        name.dataset(),
        name.table());
    return table(name);
  }

  public void drop(TableName name) {
    session.execute(
        "DELETE FROM catalog.tables WHERE project = ? AND dataset = ? AND name = ?",
        name.project(),
        name.dataset(),
        name.table());
    rows().drop(name);
  }
}
