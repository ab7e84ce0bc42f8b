package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.MemoryBudget;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.shard.VersionRole;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The records that were read well and win on a day which is published and stays as it is. A dead
 * letter of one still tells what that day lacks, so it goes with that day's replay, not before.
 */
final class MendedElsewhere {
  private MendedElsewhere() {}

  /**
   * Writes them as Parquet: {@code source}, {@code object} (path below the root) and {@code
   * position}, from 0.
   *
   * @return that file; none where there can be no such record
   */
  public static List<StagedFile> write(AuditFacts facts) {
    List<String> records = new ArrayList<>();
    for (EntityLedger ledger : facts.model().ledgers()) {
      List<Head> standing = facts.catalog().standing(ledger.name());
      List<String> files = standing.isEmpty() ? List.of() : facts.outside(ledger);
      if (!files.isEmpty()) {
        records.add(
            "SELECT _source AS source, _object AS object, _position AS position FROM "
                + Sql.parquet(files)
                + " WHERE _role <> "
                + Sql.literal(VersionRole.LATE.name())
                + " AND "
                + GrainSql.value(ledger.grain(), "_day")
                + " IN "
                + Sql.oneOf(standing.stream().map(h -> h.partition().value())));
      }
    }
    if (records.isEmpty()) {
      return List.of();
    }
    Path file =
        Path.of(facts.run().staging().uri(), "mended-" + Nondeterminism.newToken() + ".parquet");
    try (MemoryBudget.Lent lent =
        MemoryBudget.open(facts.run().session(facts.model().zone().getId()))) {
      DuckDbSession session = lent.session();
      session.copyToParquet(String.join(" UNION ", records) + " ORDER BY ALL", file);
      long rows =
          session.single(
              "SELECT count(*) FROM " + Sql.parquet(List.of(file.toString())),
              row -> row.getLong(1));
      return List.of(new StagedFile(file.toString(), Sha256.ofFile(file), rows, Files.size(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
