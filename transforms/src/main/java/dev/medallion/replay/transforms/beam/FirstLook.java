package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.flow.match.ListingTask;
import java.io.Serializable;

/** A part of a run's first look at its sources and its warehouse, which one worker does. */
sealed interface FirstLook extends Serializable {

  /** A part of a source's listing. */
  record AtObjects(ListingTask task) implements FirstLook {}

  /** The markers of a source. */
  record AtMarkers(String source) implements FirstLook {}

  /** What is published. */
  record AtHeads() implements FirstLook {}
}
