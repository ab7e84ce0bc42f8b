/**
 * The program: where a process starts, and the commands it knows. What a command does is in {@code
 * commands}.
 */
package dev.medallion.replay.pipelines;
