package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.TableName;
import dev.medallion.replay.bigqueryserver.sql.Statement;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import java.util.Optional;

/**
 * Statements that make or remove tables.
 *
 * <p>Source: cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language.
 */
record Ddl(Catalog catalog, Reads reads) {

  void drop(Statement.Drop drop) {
    TableName name = reads.located(drop.table());
    if (catalog.find(name).isEmpty() && !drop.ifExists()) {
      throw ApiException.notFound("Table " + name);
    }
    catalog.drop(name);
  }

  /** Makes a table of rows; one that exists is replaced with its description. */
  void create(Statement.Create create, Staged rows) {
    TableName name = reads.located(create.table());
    if (catalog.find(name).isPresent()) {
      if (create.ifNotExists()) {
        return;
      }
      if (!create.orReplace()) {
        throw ApiException.duplicate("Table " + name);
      }
      throw ApiException.unsupported("CREATE OR REPLACE of a table that exists");
    }
    Disposition disposition = Disposition.of(Json.object(), Disposition.Write.WRITE_EMPTY);
    new Writer(catalog, Destination.of(name), disposition).write(rows, Json.object());
  }

  void copy(Statement.Clone statement) {
    ObjectNode copy = Json.object();
    copy.put("operationType", statement.snapshot() ? "SNAPSHOT" : "CLONE");
    copy.set("sourceTable", reads.located(statement.source()).json());
    copy.set("destinationTable", reads.located(statement.table()).json());
    Optional<Long> expires =
        statement
            .expires()
            .flatMap(e -> catalog.session().first("SELECT epoch_ms(" + e + ")", r -> r.getLong(1)));
    new TableCopy(catalog, copy).run(reads.project(), expires);
  }
}
