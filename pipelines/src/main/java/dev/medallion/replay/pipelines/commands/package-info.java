/**
 * The commands: one class for each, and the code that only it needs. {@code launch} starts
 * pipelines and waits for them.
 */
package dev.medallion.replay.pipelines.commands;
