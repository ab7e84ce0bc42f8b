package dev.medallion.replay.transforms.flow.block;

import java.time.LocalDate;
import java.util.Map;

/**
 * An object that events of a block stand in.
 *
 * @param source the source's name
 * @param priority the source's: the higher one wins a tie
 * @param path below the input root
 * @param columns its path columns
 */
public record BlockObject(
    String source,
    int priority,
    String path,
    String generation,
    LocalDate arrivalDate,
    Map<String, String> columns) {}
