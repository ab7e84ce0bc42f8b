/**
 * Checked values of options, with their defaults filled in. {@code transforms} decides how a run
 * uses them.
 */
package dev.medallion.replay.options.settings;
