/**
 * Starts a run, or applies a change set, and sees it to its end: spec, runner, progress, log. Which
 * command asked for it is not known here.
 */
package dev.medallion.replay.pipelines.launch;
