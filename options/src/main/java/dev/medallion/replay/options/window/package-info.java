/**
 * Days, grains, partitions and scopes: the arithmetic of a window. Which window a run has is not
 * decided here.
 */
package dev.medallion.replay.options.window;
