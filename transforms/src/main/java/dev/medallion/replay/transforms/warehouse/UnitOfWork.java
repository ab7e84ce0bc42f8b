package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.Collection;
import java.util.Map;

/**
 * One consistent look at a warehouse, in which it is decided how a change set is published. Nothing
 * but kept files is written by it; how the plan is carried out is the warehouse's own business.
 */
public interface UnitOfWork {
  Heads heads();

  Journal journal();

  Tables tables();

  LeaseHolders leases();

  DeadLetters deadLetters();

  /**
   * Keeps copies of files where heads can name them, and checks that their bytes are those of their
   * digests.
   *
   * @return where each of them is kept
   */
  Map<StagedFile, StagedFile> keep(Collection<StagedFile> files);
}
