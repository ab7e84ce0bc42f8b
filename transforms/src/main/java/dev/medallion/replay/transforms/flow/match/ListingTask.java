package dev.medallion.replay.transforms.flow.match;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of a source's listing that one worker does.
 *
 * @param source the source's name
 * @param days the arrival dates that it lists, in order; empty: every one that is found
 * @param only path column to the values that are listed; a column that is absent is not restricted
 */
public record ListingTask(String source, List<LocalDate> days, Map<String, Set<String>> only)
    implements Serializable {}
