package dev.medallion.replay.transforms.model.sql;

import dev.medallion.replay.transforms.engine.Column;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was found out about a SELECT.
 *
 * @param findings what is wrong with it; empty if it can be used
 * @param columns what it selects; empty if it could not be bound
 * @param reads which of the relations that it may read it does read
 */
public record Checked(
    List<LocalityFinding> findings, Optional<List<Column>> columns, Set<String> reads) {}
