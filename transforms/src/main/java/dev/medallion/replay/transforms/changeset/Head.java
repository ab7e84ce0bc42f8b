package dev.medallion.replay.transforms.changeset;

import dev.medallion.replay.options.window.Partition;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * What is published of a partition: its newest version.
 *
 * @param version 1 for the first; publishing is compare-and-swap from n to n + 1
 * @param runId the run that published it
 * @param files the kept files of exactly its rows
 * @param inputs as in {@link PartitionResult}
 */
public record Head(
    Partition partition,
    int version,
    String runId,
    List<StagedFile> files,
    Content content,
    Completeness completeness,
    SortedMap<String, String> inputs)
    implements Serializable {

  /** The version of a partition that was never published. */
  public static final int NONE = 0;
}
