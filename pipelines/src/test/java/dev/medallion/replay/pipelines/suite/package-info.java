/** Proofs on whole runs: data in, commands, tables out. Each package below is about one promise. */
package dev.medallion.replay.pipelines.suite;
