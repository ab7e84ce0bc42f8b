/**
 * DuckDB as an engine: sessions, memory, quoting, checksums. It knows no model and no warehouse.
 */
package dev.medallion.replay.transforms.engine;
