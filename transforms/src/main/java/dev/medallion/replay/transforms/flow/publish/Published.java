package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;

/**
 * What is published, of one moment, as the run sees it.
 *
 * @param heads one a partition. Where somebody else wrote to the warehouse, the files and content
 *     are those found there, exported; a partition that the tool never published has version {@link
 *     Head#NONE}
 * @param foreign the partitions whose rows somebody else wrote or changed
 * @param newest the number of the journal's newest run at that moment
 */
public record Published(List<Head> heads, TreeSet<Partition> foreign, long newest)
    implements Serializable {
  /** The unit of work that reads it. */
  public static final String UNIT = "heads";
}
