/**
 * The commands: one class for each, and what it alone needs. How a pipeline is started and waited
 * for is in {@code launch}.
 */
package dev.medallion.replay.pipelines.commands;
