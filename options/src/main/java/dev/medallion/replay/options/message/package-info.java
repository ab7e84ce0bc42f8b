/**
 * Reports usage problems to the user: the exception, the list of problems, and numbers in text. The
 * commands write the messages.
 */
package dev.medallion.replay.options.message;
