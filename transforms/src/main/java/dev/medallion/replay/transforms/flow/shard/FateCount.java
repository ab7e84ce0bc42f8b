package dev.medallion.replay.transforms.flow.shard;

import java.io.Serializable;
import java.time.LocalDate;

/** How many records of one source, entity and arrival date ended in one way. */
public record FateCount(String source, String entity, LocalDate arrivalDate, Fate fate, long count)
    implements Serializable {}
