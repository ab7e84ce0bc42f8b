package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.Collection;
import java.util.Map;

/**
 * One consistent view of a warehouse, used to decide how a change set is published. It writes only
 * kept files; the warehouse itself carries out the plan.
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
