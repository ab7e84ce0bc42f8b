package dev.medallion.replay.transforms.build;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * Versions that arrived outside their partition's arrival range, and would win with other contents
 * if they were let in.
 *
 * @param day the business day that they lie on
 * @param inScope whether the run replaces that day
 * @param newestArrival the latest of their arrival dates: how far {@code arrives} would have to
 *     reach
 * @param example the path of an object that holds one
 */
public record LateVersion(
    String entity,
    LocalDate day,
    boolean inScope,
    LocalDate newestArrival,
    long count,
    String example)
    implements Serializable {}
