/**
 * The records that make a run resumable, and the check whether they still hold. It starts nothing.
 */
package dev.medallion.replay.transforms.run.resume;
