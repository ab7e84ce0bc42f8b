/** Proofs that nothing is lost and nothing doubled on the way. */
package dev.medallion.replay.pipelines.suite.counts;
