package dev.medallion.replay.transforms.flow.shard;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * Versions of an entity that no window shows: they arrived outside the arrival range of the day
 * that they say they are of, which is seldom their day.
 *
 * @param firstDay the earliest of those days
 * @param lastDay the latest
 * @param example the path of an object that holds one
 */
public record MisplacedVersions(
    String entity, long count, LocalDate firstDay, LocalDate lastDay, String example)
    implements Serializable {}
