package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.Schema;
import dev.medallion.replay.bigqueryserver.schema.SourceTypes;
import dev.medallion.replay.bigqueryserver.schema.StoredType;
import dev.medallion.replay.bigqueryserver.sql.Statement;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import java.util.List;
import java.util.Map;

/** Runs the statements of a query job. */
record Script(Catalog catalog, Job job, Reads reads) {

  ObjectNode run(List<Statement> statements, JsonNode query) {
    if (statements.size() == 1 && statements.get(0) instanceof Statement.Select select) {
      return select(select, query);
    }
    throw ApiException.unsupported("statements other than SELECT");
  }

  private ObjectNode select(Statement.Select select, JsonNode query) {
    Staged staged = staged(select.sql());
    ObjectNode statistics = QueryWork.statistics("SELECT");
    statistics.withObject("/query").set("schema", staged.schema().json());
    Destination destination = Destination.of(query.path("destinationTable"), job.project());
    if (destination.table().dataset().equals(QueryWork.ANONYMOUS)) {
      anonymousDataset(destination);
    }
    new Writer(catalog, destination, Disposition.of(query, Disposition.Write.WRITE_EMPTY))
        .write(staged, query);
    return statistics;
  }

  private Staged staged(String sql) {
    String relation = "(" + sql + ")";
    Map<String, StoredType> columns = catalog.rows().columns(relation);
    Schema schema = SourceTypes.ofResult(columns, reads.schemas());
    return new Staged(relation, columns, schema);
  }

  private void anonymousDataset(Destination destination) {
    var name = destination.table().datasetName();
    if (catalog.findDataset(name).isEmpty()) {
      catalog.insertDataset(name, Json.object().put("location", job.location()));
    }
  }
}
