package dev.medallion.replay.transforms.flow.match;

import java.io.Serializable;
import java.util.List;

/**
 * What a listing found.
 *
 * @param objects the source's data objects, by path; not pinned
 * @param sidecars the manifests beside them, with the path columns of their folder
 * @param unmatched objects below the source's dates that the model does not declare: a name or a
 *     folder that does not fit
 * @param leftovers what other tools left there: {@link Leftovers}
 */
public record Listing(
    List<ObjectRef> objects,
    List<ObjectRef> sidecars,
    List<ObjectRef> unmatched,
    List<String> leftovers)
    implements Serializable {}
