/**
 * What a replay on Dataflow would cost: measured rates times list prices. Not here: how a worker is
 * shared out, and what a warehouse's quotas allow.
 */
package dev.medallion.replay.pipelines.cost;
