package dev.medallion.replay.transforms.model.cases;

import java.util.List;
import java.util.Optional;

/**
 * All rows that a table should have, in any order.
 *
 * @param line on which they begin
 * @param columns those that are compared
 * @param rows as texts, in the columns' order; empty stands for null
 */
public record ExpectedRows(int line, List<String> columns, List<List<Optional<String>>> rows) {}
