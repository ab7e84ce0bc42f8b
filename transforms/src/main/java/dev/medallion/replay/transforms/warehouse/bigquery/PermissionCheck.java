package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Text;
import java.util.List;
import java.util.Optional;

/** Refuses a table that this account may not read and write, as a dry run of both says. */
final class PermissionCheck implements TargetCheck {
  private final Home home;

  PermissionCheck(Home home) {
    this.home = home;
  }

  @Override
  public Optional<String> problem(Target target) {
    if (target.table().isEmpty() || target.partitions().isEmpty()) {
      return Optional.empty();
    }
    String partition = target.partitions().get(0);
    try {
      home.client()
          .create(
              JobInfo.of(
                  home.job("replay_dry_" + Nondeterminism.newSalt()),
                  Queries.configuration(
                          "SELECT r.* FROM "
                              + GoogleSql.table(target.id())
                              + " AS r WHERE "
                              + GoogleSql.in(target.ref(), List.of(partition), "r")
                              + " AND FALSE")
                      .setDryRun(true)
                      .setDestinationTable(
                          Decorator.decorated(target.id(), target.ref().grain(), partition))
                      .setCreateDisposition(CreateDisposition.CREATE_NEVER)
                      .setWriteDisposition(WriteDisposition.WRITE_TRUNCATE)
                      .build()));
      return Optional.empty();
    } catch (BigQueryException e) {
      if (!BigQueryErrors.isDenied(e)) {
        throw e;
      }
      return Optional.of(
          Text.format(
              "this account may not read and write %s: %s; grant it BigQuery Data Editor on the"
                  + " datasets, and BigQuery Job User on the project",
              target.name(), e.getMessage()));
    }
  }
}
