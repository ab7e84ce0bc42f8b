package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.transforms.flow.deadletter.Attempts;
import java.time.LocalDate;
import java.util.SortedSet;

/**
 * Bad records that a replay reads again.
 *
 * @param days the business days that are replayed for them, instead of a window
 */
public record Redriven(SortedSet<LocalDate> days, Attempts attempts) {}
