/**
 * Turns a command line into options: names, values, required ones, what was misspelled. What an
 * option means is not known here.
 */
package dev.medallion.replay.options.parse;
