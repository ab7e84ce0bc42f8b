package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.MemoryBudget;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.shard.Fragment;
import dev.medallion.replay.transforms.flow.shard.VersionRole;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The records that were read well and win on a day which is published and stays as it is, or whose
 * scope does on a day that is published, and the parts of such records. A dead letter of one still
 * tells what that day lacks, so it goes with that day's replay, not before.
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
    List<EntityLedger> ledgers =
        facts.model().ledgers().stream().filter(l -> !published(facts, l).isEmpty()).toList();
    Map<EntityLedger, List<Map<String, String>>> outside = new LinkedHashMap<>();
    Map<String, String> all = new TreeMap<>();
    for (EntityLedger ledger : ledgers) {
      List<Map<String, String>> files =
          Stream.of(Fragment.Kind.OUTSIDE, Fragment.Kind.PARTS_OUTSIDE)
              .<Map<String, String>>map(kind -> facts.fragments(ledger, kind))
              .filter(f -> !f.isEmpty())
              .toList();
      if (!files.isEmpty()) {
        outside.put(ledger, files);
        files.forEach(all::putAll);
      }
    }
    if (outside.isEmpty()) {
      return List.of();
    }
    Address target =
        facts.run().staging().resolve("mended-" + Nondeterminism.newToken() + ".parquet");
    try (LocalFiles.Borrowed borrowed = LocalFiles.borrow(all);
        Outgoing file = Outgoing.to(target);
        MemoryBudget.Lent lent =
            MemoryBudget.open(facts.run().session(facts.model().zone().getId()))) {
      List<String> records = new ArrayList<>();
      outside.forEach(
          (ledger, kinds) ->
              kinds.forEach(
                  files -> records.add(select(facts, ledger, borrowed.paths(files.keySet())))));
      DuckDbSession session = lent.session();
      session.copyToParquet(String.join(" UNION ", records) + " ORDER BY ALL", file.path());
      long rows =
          session.single(
              "SELECT count(*) FROM " + Sql.parquet(List.of(file.path().toString())),
              row -> row.getLong(1));
      return List.of(StagedFile.of(file, rows));
    }
  }

  private static String select(AuditFacts facts, EntityLedger ledger, List<String> files) {
    return "SELECT _source AS source, _object AS object, _position AS position FROM "
        + Sql.parquet(files)
        + " WHERE (_role NOT IN "
        + Sql.oneOf(Stream.of(VersionRole.LATE, VersionRole.OTHER_SCOPE).map(Enum::name))
        + isOn(ledger, facts.catalog().standing(ledger.name()))
        + ") OR (_role = "
        + Sql.literal(VersionRole.OTHER_SCOPE.name())
        + isOn(ledger, published(facts, ledger))
        + ")";
  }

  private static String isOn(EntityLedger ledger, List<Head> partitions) {
    return " AND "
        + GrainSql.value(ledger.grain(), "_day")
        + " IN "
        + Sql.oneOf(partitions.stream().map(h -> h.partition().value()));
  }

  /** Partitions in which records stay as they are: all of them, or those of other scopes. */
  private static List<Head> published(AuditFacts facts, EntityLedger ledger) {
    return facts.run().replacesPartOf(facts.model(), ledger)
        ? facts.catalog().published(ledger.name()).stream().filter(h -> !h.wasTakenBack()).toList()
        : facts.catalog().standing(ledger.name());
  }
}
