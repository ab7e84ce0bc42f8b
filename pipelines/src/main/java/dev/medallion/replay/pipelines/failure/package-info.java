/**
 * Turns an exception into the lines that a user reads. The only exit code it decides is that of a
 * failure.
 */
package dev.medallion.replay.pipelines.failure;
