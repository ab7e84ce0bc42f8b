/**
 * The seam between formats and contracts: what a format tells of an object's records, and what a
 * contract asks of a record. The formats are in packages below; {@code flow.read.RecordFormats}
 * lists them.
 */
package dev.medallion.replay.transforms.flow.format;
