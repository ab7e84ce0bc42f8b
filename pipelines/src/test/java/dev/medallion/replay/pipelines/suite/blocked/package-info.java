/** Proofs that a block stops the whole run, says why, and can be let through. */
package dev.medallion.replay.pipelines.suite.blocked;
