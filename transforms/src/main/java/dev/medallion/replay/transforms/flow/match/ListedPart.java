package dev.medallion.replay.transforms.flow.match;

import java.io.Serializable;
import java.util.List;

/**
 * What one part of the listing came to.
 *
 * @param objects pinned: what the run reads, and nothing else
 * @param facts what lay beside them
 * @param unpinned the outcomes of objects that could not be pinned
 * @param deadLetters the file of theirs, Parquet; empty where there is none
 */
public record ListedPart(
    List<ObjectRef> objects, ListingFacts facts, List<ObjectOutcome> unpinned, String deadLetters)
    implements Serializable {}
