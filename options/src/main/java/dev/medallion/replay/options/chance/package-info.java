/**
 * The only source of the time, of ids and of random numbers. Everything else asks it, or is handed
 * a value.
 */
package dev.medallion.replay.options.chance;
