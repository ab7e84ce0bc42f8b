/**
 * What an operator can say: one interface for the options of a command, and one for each group that
 * commands share. How options are read, and what they come to, is in the packages below.
 */
package dev.medallion.replay.options;
