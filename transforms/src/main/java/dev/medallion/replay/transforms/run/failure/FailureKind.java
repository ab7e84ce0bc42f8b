package dev.medallion.replay.transforms.run.failure;

import dev.medallion.replay.transforms.engine.ModelSqlFailure;
import dev.medallion.replay.transforms.flow.shard.ModelContradiction;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.WarehouseBusyException;
import dev.medallion.replay.transforms.warehouse.WarehouseException;

/** What a failure means for a run and for its exit code. */
public enum FailureKind {
  /** Somebody else holds the warehouse, or published first. */
  CONFLICT(Verdict.CONFLICT),
  /** The warehouse can't do what it was asked to do. */
  WAREHOUSE(Verdict.FAILED),
  /** The model is wrong: the same run would fail in the same way again. */
  MODEL(Verdict.FAILED),
  /** What the run keeps was damaged: another run is needed. */
  DAMAGED(Verdict.FAILED),
  /** Anything else; the run can be resumed. */
  OTHER(Verdict.FAILED);

  private final Verdict verdict;

  FailureKind(Verdict verdict) {
    this.verdict = verdict;
  }

  /** The exit code of a command whose run failed so. */
  public int exitCode() {
    return verdict.exitCode();
  }

  /** Whether the run has ended with it: to go on would fail in the same way. */
  public boolean endsRun() {
    return this == MODEL || this == DAMAGED;
  }

  /** The kind of an exception, which a runner may have wrapped. */
  static FailureKind of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WarehouseException) {
        return cause instanceof WarehouseBusyException || cause instanceof ConflictException
            ? CONFLICT
            : WAREHOUSE;
      }
      if (cause instanceof ModelSqlFailure || cause instanceof ModelContradiction) {
        return MODEL;
      }
      if (cause instanceof StorageException.Altered) {
        return DAMAGED;
      }
    }
    return OTHER;
  }
}
