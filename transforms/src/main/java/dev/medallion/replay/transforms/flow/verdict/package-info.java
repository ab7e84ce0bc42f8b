/**
 * Draws a run together: the change set, the receipt, and whether it may be published. It writes
 * nothing to a warehouse.
 */
package dev.medallion.replay.transforms.flow.verdict;
