/** Runs of some scopes of shared tables: their rows are replaced, and all others stay. */
package dev.medallion.replay.pipelines.suite.scopes;
