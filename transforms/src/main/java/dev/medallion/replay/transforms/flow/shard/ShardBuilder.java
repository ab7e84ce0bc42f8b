package dev.medallion.replay.transforms.flow.shard;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.MemoryBudget;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.block.Block;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.flow.match.ArrivalRanges;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.EventStream;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelRelations;
import dev.medallion.replay.transforms.run.ReplacedRows;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Computes one shard of one stream: the latest version of each entity, and the rows of the stream's
 * tables.
 */
public final class ShardBuilder {
  /** Of so many a person can find the one that was meant. */
  private static final int OTHER_SCOPES_TOLD = 100;

  private final Model model;
  private final RunSpec run;
  private final ArrivalRanges ranges;

  public ShardBuilder(Model model, RunSpec run) {
    this.model = model;
    this.run = run;
    this.ranges = new ArrivalRanges(model, run.scope(), run.arrives());
  }

  /**
   * Builds a shard.
   *
   * @param blocks all of the shard's events, in any order
   * @param attempt tells the files of two attempts at the same shard apart
   */
  public ShardResult build(EventStream stream, int shard, Iterable<Block> blocks, String attempt) {
    Address folder = run.staging().resolve("fragments");
    try (MemoryBudget.Lent lent = MemoryBudget.open(run.session(model.zone().getId()))) {
      DuckDbSession session = lent.session();
      EventTables events = new EventTables(session, model, stream, run.scope());
      events.load(blocks);

      List<RankedVersions> ranked = new ArrayList<>();
      for (Entity entity : stream.entities()) {
        if (!entity.parts().isEmpty()) {
          new PartsOfEvents(session, entity).link();
        }
        RankedVersions versions = new RankedVersions(session, entity);
        versions.create(
            reach(entity),
            model.arrivalGrain(entity.name()),
            ledgerGrain(entity),
            ReplacedRows.of(run, stream.scope()));
        ranked.add(versions);
      }

      ModelRelations.createFunctions(
              run.scope().asOf(),
              stream.tables().stream().map(EntityTable::sql).toList(),
              run::maskKey)
          .forEach(session::execute);
      List<Fragment> fragments = new ArrayList<>();
      for (EntityTable table : stream.tables()) {
        Entity entity = model.entity(table.entity());
        events.showWinners(entity, table.grain());
        new EntityTableRows(
                session,
                table,
                entity,
                stream.name() + "/" + shard,
                folder,
                table.name() + "-" + shard + "-" + attempt)
            .compute()
            .ifPresent(fragments::add);
      }

      List<FateCount> fates = new ArrayList<>();
      List<SeenDay> outside = new ArrayList<>();
      List<MisplacedVersions> misplaced = new ArrayList<>();
      List<DeadLetter> deadLetters = new ArrayList<>();
      for (RankedVersions versions : ranked) {
        outside.addAll(versions.seenOutside());
        String entity = versions.entity().name();
        List<EntityTable> tables = model.tablesOf(entity);
        fates.addAll(versions.fates(tables));
        fates.addAll(ofParts(session, versions, deadLetters));
        misplaced.addAll(versions.misplaced(reach(versions.entity()), model.arrivalGrain(entity)));
        if (!tables.isEmpty()) {
          fragments.addAll(
              new LedgerRecords(session, model, model.ledger(entity), versions)
                  .write(folder, "ledger-" + entity + "-" + shard + "-" + attempt));
        }
      }
      return new ShardResult(
          stream.name(),
          shard,
          fragments,
          fates,
          outside,
          misplaced,
          scopes(session, stream),
          write(deadLetters, "shard-" + stream.name() + "-" + shard + "-" + attempt));
    }
  }

  private List<FateCount> ofParts(
      DuckDbSession session, RankedVersions versions, List<DeadLetter> deadLetters) {
    Entity event = versions.entity();
    if (event.parts().isEmpty()) {
      return List.of();
    }
    IncompleteEvents incomplete = new IncompleteEvents(session, model, run, event);
    deadLetters.addAll(incomplete.letters());
    List<FateCount> fates = new ArrayList<>(incomplete.fates());
    PartsOfEvents parts = new PartsOfEvents(session, event);
    event.parts().forEach(part -> fates.addAll(parts.fates(part, versions.endedTable())));
    return fates;
  }

  private String write(List<DeadLetter> letters, String name) {
    return letters.isEmpty()
        ? ""
        : DeadLetterFile.stage(
            run.staging(), name, run.redriven().on(letters), run.runId(), model.digest());
  }

  /** Only to say which there are, should one that was named be unknown. */
  private List<String> scopes(DuckDbSession session, EventStream stream) {
    if (run.scopes().isEmpty() || stream.scope().isEmpty()) {
      return List.of();
    }
    String scope = "CAST(" + Sql.identifier(stream.scope().get()) + " AS VARCHAR)";
    return session.query(
        "SELECT scope FROM ("
            + stream.entities().stream()
                .map(e -> "SELECT " + scope + " AS scope FROM " + raw(e))
                .collect(Collectors.joining(" UNION "))
            + ") ORDER BY scope NOT IN ("
            + run.scopes().stream().map(Sql::literal).collect(Collectors.joining(", "))
            + "), scope LIMIT "
            + (run.scopes().size() + OTHER_SCOPES_TOLD),
        row -> row.getString(1));
  }

  private static String raw(Entity entity) {
    return Sql.qualified(ShardSchemas.RAW, entity.name());
  }

  private Grain ledgerGrain(Entity entity) {
    return model.tablesOf(entity.name()).isEmpty()
        ? Grain.DAY
        : model.ledger(entity.name()).grain();
  }

  private Reach reach(Entity entity) {
    return ranges.reach(model.anySourceOf(entity));
  }
}
