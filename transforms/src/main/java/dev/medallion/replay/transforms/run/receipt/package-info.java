/**
 * The receipt of a run: what it counted, found and changed, as JSON, text and HTML. It works
 * nothing out but totals.
 */
package dev.medallion.replay.transforms.run.receipt;
