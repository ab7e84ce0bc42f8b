package dev.medallion.replay.transforms.sqlguard;

import dev.medallion.replay.transforms.duckdb.Column;
import java.util.List;

/** Something that a SELECT may read. */
public record Relation(String name, List<Column> columns) {}
