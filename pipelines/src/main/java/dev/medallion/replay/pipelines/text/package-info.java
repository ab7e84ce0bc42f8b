/**
 * The console: where output goes, what may be written to it, and how a shell reads a word. The
 * command decides what it prints.
 */
package dev.medallion.replay.pipelines.text;
