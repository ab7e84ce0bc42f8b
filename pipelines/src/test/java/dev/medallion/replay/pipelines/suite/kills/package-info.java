/** Runs that are killed, and resumed. */
package dev.medallion.replay.pipelines.suite.kills;
