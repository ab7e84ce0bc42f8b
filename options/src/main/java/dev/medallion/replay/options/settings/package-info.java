/**
 * What options come to: checked values with their defaults filled in. What a run does with them is
 * decided in {@code transforms}.
 */
package dev.medallion.replay.options.settings;
