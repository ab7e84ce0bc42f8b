package dev.medallion.replay.transforms.model.sql;

import dev.medallion.replay.transforms.engine.Column;
import java.util.List;

/** Something that a SELECT may read. */
public record Relation(String name, List<Column> columns) {}
