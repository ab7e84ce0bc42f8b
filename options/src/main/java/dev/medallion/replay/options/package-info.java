/**
 * The options of every command: one interface for each command, and one for each group that
 * commands share. The packages below read and check them.
 */
package dev.medallion.replay.options;
