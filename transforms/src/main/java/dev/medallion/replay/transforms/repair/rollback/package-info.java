/**
 * Plans how a run is taken back: which partitions return to what, and what keeps it from that. It
 * publishes nothing.
 */
package dev.medallion.replay.transforms.repair.rollback;
