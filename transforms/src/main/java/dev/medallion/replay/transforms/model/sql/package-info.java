/**
 * What the SQL of a model may do: parsed statements, and whether they are local to a key. It runs
 * no statement of a model.
 */
package dev.medallion.replay.transforms.model.sql;
