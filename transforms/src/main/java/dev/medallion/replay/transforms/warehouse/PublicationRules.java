package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;

/** Decides whether and how a change set is published; the same for every warehouse. */
@FunctionalInterface
public interface PublicationRules {
  /**
   * Decides. A warehouse may ask more than once, when somebody else was faster.
   *
   * @throws ConflictException where somebody else published or took over in between
   * @throws WarehouseException where it can't be published for another reason
   */
  Decision decide(ChangeSet changes, PublishContext run, UnitOfWork now);

  /** What comes of it. */
  sealed interface Decision {
    /** The same run had published the same change set: nothing is to be done. */
    record AlreadyPublished(PublishReport report) implements Decision {}

    /** It is to be published like this. */
    record Publish(PublicationPlan plan) implements Decision {}
  }
}
