package dev.medallion.replay.transforms.model;

/**
 * An audit of the model's own: a SELECT over one table's replayed partitions that returns the rows
 * that offend.
 *
 * @param table the table it sees, under its name
 */
public record SqlAudit(String name, String table, String sql, String sqlFile, Severity severity) {}
