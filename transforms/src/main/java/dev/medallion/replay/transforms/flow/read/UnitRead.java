package dev.medallion.replay.transforms.flow.read;

import dev.medallion.replay.transforms.flow.block.BlockRef;
import dev.medallion.replay.transforms.flow.decode.ReadNotes;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import java.io.Serializable;
import java.util.List;

/**
 * What reading one unit came to.
 *
 * @param blocks where its events lie
 * @param outcomes one an object
 * @param deadLetters the file of its dead letters, Parquet; empty where it has none
 */
public record UnitRead(
    List<BlockRef> blocks, List<ObjectOutcome> outcomes, ReadNotes notes, String deadLetters)
    implements Serializable {}
