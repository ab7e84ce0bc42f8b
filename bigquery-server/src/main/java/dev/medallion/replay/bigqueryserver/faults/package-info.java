/** What goes wrong on command, and the log of what was called. */
package dev.medallion.replay.bigqueryserver.faults;
