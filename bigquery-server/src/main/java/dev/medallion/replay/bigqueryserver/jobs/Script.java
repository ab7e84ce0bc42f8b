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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the statements of a query job.
 *
 * <p>A script is taken if all its statements are one transaction, as {@code BEGIN TRANSACTION;
 * DELETE …; INSERT …; COMMIT TRANSACTION;}. In the service another script's statements are each
 * committed on their own, which this server could not take back: it refuses them. Source:
 * cloud.google.com/bigquery/docs/transactions.
 */
record Script(Catalog catalog, Job job, Reads reads) {
  /** cloud.google.com/bigquery/docs/transactions#limitations: tables that one changes. */
  private static final int MOST_TABLES = 100;

  ObjectNode run(List<Statement> statements, JsonNode query) {
    if (statements.size() == 1) {
      return single(statements.get(0), query);
    }
    if (query.hasNonNull("destinationTable")) {
      throw ApiException.invalid("configuration.query.destinationTable cannot be set for scripts");
    }
    int last = statements.size() - 1;
    if (!isTransaction(statements.get(0), "BEGIN")
        || !isTransaction(statements.get(last), "COMMIT")) {
      throw ApiException.invalidQuery(
          "Cannot translate a script that is not one transaction for the test server");
    }
    transaction(statements.subList(1, last));
    ObjectNode statistics = QueryWork.statistics("SCRIPT");
    statistics.put("numChildJobs", Integer.toString(statements.size()));
    return statistics;
  }

  private static boolean isTransaction(Statement statement, String word) {
    return statement instanceof Statement.Transaction t && t.type().startsWith(word);
  }

  private void transaction(List<Statement> statements) {
    Set<List<String>> tables = new HashSet<>();
    for (Statement statement : statements) {
      statement.target().ifPresent(tables::add);
      if (tables.size() > MOST_TABLES) {
        throw ApiException.invalidQuery(
            "Transaction modifies more than " + MOST_TABLES + " tables");
      }
      if (statement instanceof Statement.Select select) {
        catalog.session().query(select.sql(), r -> 0);
      } else if (dml(statement) < 0) {
        throw ApiException.invalidQuery(
            "Statement " + statement.type() + " is not supported in a transaction");
      }
    }
  }

  /** The count of rows; negative if this is no DML. */
  private long dml(Statement statement) {
    Dml dml = new Dml(catalog, reads);
    if (statement instanceof Statement.Insert insert) {
      return dml.insert(insert);
    }
    if (statement instanceof Statement.Delete delete) {
      return dml.delete(delete);
    }
    return statement instanceof Statement.Truncate truncate ? dml.truncate(truncate) : -1;
  }

  private ObjectNode single(Statement statement, JsonNode query) {
    if (statement instanceof Statement.Select select) {
      return select(select, query);
    }
    ObjectNode statistics = QueryWork.statistics(statement.type());
    long rows = dml(statement);
    if (rows >= 0) {
      statistics.withObject("/query").put("numDmlAffectedRows", Long.toString(rows));
    } else {
      ddl(statement);
    }
    return statistics;
  }

  private void ddl(Statement statement) {
    Ddl ddl = new Ddl(catalog, reads);
    if (statement instanceof Statement.Create create) {
      ddl.create(create, staged(create.rows()));
    } else if (statement instanceof Statement.Drop drop) {
      ddl.drop(drop);
    } else if (statement instanceof Statement.Clone clone) {
      ddl.copy(clone);
    } else {
      throw ApiException.invalidQuery("Cannot translate " + statement.type() + " on its own");
    }
  }

  private ObjectNode select(Statement.Select select, JsonNode query) {
    Staged staged = staged(select.sql());
    ObjectNode statistics = QueryWork.statistics("SELECT");
    statistics.withObject("/query").set("schema", staged.schema().json());
    if (job.configuration().path("dryRun").asBoolean(false)) {
      return statistics;
    }
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
