/** The functions that a model's SQL may call beside those of DuckDB. */
package dev.medallion.replay.transforms.model.functions;
