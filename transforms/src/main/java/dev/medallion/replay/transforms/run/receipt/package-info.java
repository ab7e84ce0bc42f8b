/**
 * The receipt of a run: what it counted, found and changed, as JSON, text and HTML. It computes
 * only totals.
 */
package dev.medallion.replay.transforms.run.receipt;
