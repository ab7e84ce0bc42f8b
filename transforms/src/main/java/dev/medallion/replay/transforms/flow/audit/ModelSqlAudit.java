package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.engine.ModelSqlFailure;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.ModelRelations;
import dev.medallion.replay.transforms.model.SqlAudit;
import dev.medallion.replay.transforms.run.RunSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The model's own audit: a SELECT of the offending rows. */
final class ModelSqlAudit extends NamedAudit<TableUnderAudit> {
  private final SqlAudit audit;

  public ModelSqlAudit(SqlAudit audit) {
    super(audit.name(), audit.severity());
    this.audit = audit;
  }

  @Override
  public List<Observation> check(TableUnderAudit seen) {
    seen.session()
        .execute(
            "CREATE OR REPLACE VIEW "
                + Sql.qualified("main", seen.table().name())
                + " AS SELECT * EXCLUDE (_partition) FROM "
                + seen.staged(seen.table()));
    RunSpec run = seen.facts().run();
    ModelRelations.createFunctions(run.scope().asOf(), List.of(audit.sql()), run::maskKey)
        .forEach(seen.session()::execute);
    AtomicLong counted = new AtomicLong();
    ModelSqlFailure.in(
        audit.sqlFile(),
        "table " + seen.table().name(),
        () ->
            counted.set(
                seen.session()
                    .single("SELECT count(*) FROM (" + audit.sql() + ")", row -> row.getLong(1))));
    long rows = counted.get();
    return rows == 0
        ? List.of()
        : List.of(
            new Observation(
                seen.table().name(),
                "",
                rows,
                rows + " offending rows returned by " + audit.sqlFile(),
                "a blocked run keeps its rows under its staging folder, in partitions/"
                    + seen.table().name()
                    + ": run that SQL on them; on published rows, run it with the query command"));
  }
}
