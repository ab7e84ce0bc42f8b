/**
 * How a user is told that something is wrong: the exception, the list of problems, and numbers in
 * text. No message of a command is written here.
 */
package dev.medallion.replay.options.message;
