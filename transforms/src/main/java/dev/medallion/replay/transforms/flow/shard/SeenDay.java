package dev.medallion.replay.transforms.flow.shard;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * A business day outside the scope of which a run has seen something.
 *
 * @param entity of the versions that lie on it
 */
public record SeenDay(String entity, LocalDate day) implements Serializable {}
