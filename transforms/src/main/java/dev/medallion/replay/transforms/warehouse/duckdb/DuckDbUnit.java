package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.AskedDatabase.answer;

import dev.medallion.replay.transforms.warehouse.DeadLetters;
import dev.medallion.replay.transforms.warehouse.Heads;
import dev.medallion.replay.transforms.warehouse.Journal;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.LeaseHolders;
import dev.medallion.replay.transforms.warehouse.Liveness;
import dev.medallion.replay.transforms.warehouse.Tables;
import dev.medallion.replay.transforms.warehouse.UnitOfWork;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.sql.Connection;
import java.util.Collection;
import java.util.Map;

/** What a transaction on the file sees. */
final class DuckDbUnit implements UnitOfWork {
  private final Connection connection;
  private final KeptFiles kept;
  private final Liveness liveness;

  DuckDbUnit(Connection connection, KeptFiles kept, Liveness liveness) {
    this.connection = connection;
    this.kept = kept;
    this.liveness = liveness;
  }

  @Override
  public Heads heads() {
    return wanted -> answer(() -> new HeadStore(kept).read(connection, wanted));
  }

  @Override
  public Journal journal() {
    return new JournalStore(connection, kept);
  }

  @Override
  public Tables tables() {
    return new LiveTables(connection, kept);
  }

  @Override
  public LeaseHolders leases() {
    return new LeaseStore(connection, liveness);
  }

  @Override
  public DeadLetters deadLetters() {
    return new DeadLetterStore(connection);
  }

  @Override
  public Map<StagedFile, StagedFile> keep(Collection<StagedFile> files) {
    return kept.keepAll(files);
  }
}
