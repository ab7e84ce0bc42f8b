/**
 * A cloud on this machine: processes that stand in for Cloud Storage, BigQuery and a runner with a
 * worker, and the demo that replays on them. Not here: the replay itself, which does not know of
 * it.
 */
package dev.medallion.replay.localcloud;
