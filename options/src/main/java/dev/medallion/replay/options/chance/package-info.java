/**
 * The only source of clock times, ids and random numbers. All other code calls it, or receives the
 * value.
 */
package dev.medallion.replay.options.chance;
