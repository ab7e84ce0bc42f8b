/**
 * Turns a record into a typed event by the contract of its entity, or into a rejected record or a
 * dead letter. It knows neither objects, nor their formats, nor SQL.
 */
package dev.medallion.replay.transforms.flow.decode;
