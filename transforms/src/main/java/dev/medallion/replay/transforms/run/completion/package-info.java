/**
 * The records by which a run knows which of its units of work are done. What a unit does, and what
 * its result means, is not known here.
 */
package dev.medallion.replay.transforms.run.completion;
