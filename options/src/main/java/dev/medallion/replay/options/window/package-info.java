/**
 * Days, grains, partitions and scopes: the arithmetic of a window. It does not decide which window
 * a run has.
 */
package dev.medallion.replay.options.window;
