/**
 * The language of models: YAML, contracts, conditions, tables, and everything that is checked
 * before a run. It reads no events.
 */
package dev.medallion.replay.transforms.model;
