/**
 * The program's entry point and its list of commands. The commands themselves are in {@code
 * commands}.
 */
package dev.medallion.replay.pipelines;
