/** Proofs that bad records are set aside whole, once, and without showing what they hold. */
package dev.medallion.replay.pipelines.suite.deadletters;
