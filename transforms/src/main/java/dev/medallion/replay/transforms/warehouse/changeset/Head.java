package dev.medallion.replay.transforms.warehouse.changeset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.medallion.replay.options.window.Partition;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is published of a partition: its newest version.
 *
 * @param version 1 for the first; publishing is compare-and-swap from n to n + 1
 * @param runId the run that published it
 * @param files the kept files of exactly its rows
 * @param inputs as in {@link PartitionResult}
 * @param lastModified what the warehouse said once it was written: as long as it says the same,
 *     nobody has written it since; empty where it does not say
 */
public record Head(
    Partition partition,
    int version,
    String runId,
    List<StagedFile> files,
    Content content,
    Completeness completeness,
    SortedMap<String, String> inputs,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String lastModified)
    implements Serializable {

  public Head {
    // Heads of a warehouse that does not say so.
    lastModified = Optional.ofNullable(lastModified).orElse("");
  }

  /** One of which the warehouse does not say when it was written. */
  public Head(
      Partition partition,
      int version,
      String runId,
      List<StagedFile> files,
      Content content,
      Completeness completeness,
      SortedMap<String, String> inputs) {
    this(partition, version, runId, files, content, completeness, inputs, "");
  }

  /** The version of a partition that was never published. */
  public static final int NONE = 0;

  /** The head of a partition that has none: no version, no rows. */
  public static Head none(Partition partition) {
    return new Head(
        partition,
        NONE,
        "",
        List.of(),
        Content.EMPTY,
        Completeness.COMPLETE,
        Collections.emptySortedMap());
  }

  /** Whether a rollback took the only version back: it is as unpublished as before. */
  public boolean wasTakenBack() {
    return content.rows() == 0 && inputs.containsKey(RecordedInputs.TAKEN_BACK);
  }

  /** Whether it was published, and since then all of its scopes were. */
  public boolean holdsAllScopes() {
    return version != NONE
        && !wasTakenBack()
        && !inputs.containsKey(RecordedInputs.otherScopes(partition));
  }

  /** The same with its files elsewhere. */
  public Head withFiles(List<StagedFile> others) {
    return new Head(partition, version, runId, others, content, completeness, inputs, lastModified);
  }

  /** The same version with the rows that really stand there, which somebody else wrote. */
  public Head found(Content there, List<StagedFile> itsFiles) {
    return new Head(partition, version, runId, itsFiles, there, completeness, inputs, lastModified);
  }
}
