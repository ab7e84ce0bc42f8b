/**
 * Which objects a run reads: listing by date, routes to entities, pinned generations, units of
 * reading. What is in an object is not known here.
 */
package dev.medallion.replay.transforms.flow.match;
