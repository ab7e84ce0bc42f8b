package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.transforms.engine.Column;
import java.util.List;
import java.util.Optional;

/**
 * What a query returned, as text.
 *
 * @param columns names and types
 * @param rows each in the columns' order; empty stands for a null
 * @param more how many rows there are beyond those asked for
 */
public record QueryResult(List<Column> columns, List<List<Optional<String>>> rows, long more) {}
