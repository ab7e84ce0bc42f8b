/** CSV: rows of cells, as RFC 4180 and its relatives write them. */
package dev.medallion.replay.transforms.flow.format.csv;
