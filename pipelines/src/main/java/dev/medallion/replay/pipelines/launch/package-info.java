/**
 * Starts a run, or applies a change set, and waits until it ends: spec, runner, progress, log. It
 * does not know which command asked for it.
 */
package dev.medallion.replay.pipelines.launch;
