package dev.medallion.replay.transforms.engine;

import java.io.Serializable;
import java.util.List;

/**
 * What an embedded DuckDB may use.
 *
 * @param zone in which a timestamp becomes a date, e.g. {@code UTC}
 * @param memoryBytes its memory limit; what does not fit is spilled
 * @param spillDir each instance spills to a directory of its own in it; made when absent
 * @param readable further directories that it may read
 */
public record SessionSettings(String zone, long memoryBytes, String spillDir, List<String> readable)
    implements Serializable {}
