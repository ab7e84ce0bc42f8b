package dev.medallion.replay.transforms.warehouse.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.LeaseResult;
import dev.medallion.replay.transforms.warehouse.LeaseShare;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.WarehouseWork;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a log holds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.Lease.class, name = "lease"),
  @JsonSubTypes.Type(value = Entry.Release.class, name = "release"),
  @JsonSubTypes.Type(value = Entry.Intent.class, name = "intent"),
  @JsonSubTypes.Type(value = Entry.Done.class, name = "done"),
  @JsonSubTypes.Type(value = Entry.Abandoned.class, name = "abandoned"),
  @JsonSubTypes.Type(value = Entry.Checkpoint.class, name = "checkpoint")
})
sealed interface Entry {
  /**
   * A run wants partitions to itself.
   *
   * @param partitions all that it holds from now on
   * @param overtaken runs that hold nothing any more
   * @param share how much of the partitions
   */
  record Lease(
      String runId,
      Owner owner,
      Instant since,
      List<Partition> partitions,
      List<String> overtaken,
      LeaseShare share)
      implements Entry {
    public Lease {
      // An earlier program's entry has none.
      share = share == null ? LeaseShare.ALL : share;
    }

    LeaseResult.Holder holder() {
      return new LeaseResult.Holder(runId, owner, partitions, share, since);
    }
  }

  /** A run gives back what it holds. */
  record Release(String runId) implements Entry {}

  /**
   * A publication begins: from here on it can be carried out by anybody, and nobody else publishes
   * its partitions.
   *
   * @param owner who carries it out; once that one is gone, whoever comes next does
   * @param steps in the order of the change set's replacements
   * @param journal what is told of it afterwards
   */
  record Intent(
      String runId,
      Owner owner,
      Instant at,
      ChangeSet changes,
      List<Step> steps,
      Optional<JournalPage> journal)
      implements Entry {

    /** One of which the journal tells nothing. */
    Intent(String runId, Owner owner, Instant at, ChangeSet changes, List<Step> steps) {
      this(runId, owner, at, changes, steps, Optional.empty());
    }
  }

  /**
   * A publication is done, all of it.
   *
   * @param intent its number
   * @param by the run that saw to it
   * @param endings of the partitions of which the warehouse says when they were written
   * @param work what it cost
   */
  record Done(
      long intent,
      String by,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Ending> endings,
      WarehouseWork work)
      implements Entry {
    public Done {
      endings = endings == null ? List.of() : List.copyOf(endings);
      work = work == null ? WarehouseWork.NONE : work;
    }

    /** One of which the warehouse says nothing. */
    Done(long intent, String by) {
      this(intent, by, List.of(), WarehouseWork.NONE);
    }
  }

  /**
   * A publication can't be carried out. No job of it runs any more.
   *
   * @param intent its number
   * @param by the run that saw to it
   * @param endings of every partition, as it is in truth
   */
  record Abandoned(long intent, String by, List<Ending> endings) implements Entry {}

  /** All that the entries before say, so that nobody has to read them. */
  record Checkpoint(
      List<Head> heads,
      List<Lease> leases,
      List<OpenIntent> open,
      List<UsedAttempts> used,
      List<Closed> closed)
      implements Entry {}

  /** An intent of which nobody has said how it ended. */
  record OpenIntent(long number, Intent intent) {}

  /**
   * Attempts at a partition's next version that can't be used again.
   *
   * @param upTo the last of them
   */
  record UsedAttempts(Partition partition, int upTo) {}

  /**
   * The newest publication of a run that has ended.
   *
   * @param changeSet its digest
   * @param number of the entry that says so
   * @param done whether all of it was published
   */
  record Closed(String runId, String changeSet, long intent, long number, boolean done) {}
}
