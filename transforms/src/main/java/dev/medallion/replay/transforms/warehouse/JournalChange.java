package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A line of the run that one asks about, with all that is needed to take it back.
 *
 * @param inputs what its head was computed from
 * @param replaced what was there before, files resolved to where they lie now; empty where it was
 *     not written down
 * @param columns of the replaced files, in order
 * @param missing replaced files that are no longer kept
 */
public record JournalChange(
    JournalLine line,
    SortedMap<String, String> inputs,
    Optional<Head> replaced,
    List<Column> columns,
    List<String> missing) {}
