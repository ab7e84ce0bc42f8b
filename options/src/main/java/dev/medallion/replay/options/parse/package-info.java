/**
 * Turns a command line into options: names, values, required and misspelt options. It does not know
 * what an option means.
 */
package dev.medallion.replay.options.parse;
