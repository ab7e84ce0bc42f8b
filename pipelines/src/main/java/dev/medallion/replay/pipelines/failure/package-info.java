/**
 * What went wrong, from an exception to the lines that a user reads. It decides no exit code but
 * that of a failure.
 */
package dev.medallion.replay.pipelines.failure;
