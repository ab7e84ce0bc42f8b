/**
 * The console: where output goes, what may be written to it, and how a shell reads a word. What a
 * command prints is decided by the command.
 */
package dev.medallion.replay.pipelines.text;
