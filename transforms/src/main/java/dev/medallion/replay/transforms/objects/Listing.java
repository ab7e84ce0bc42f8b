package dev.medallion.replay.transforms.objects;

import java.io.Serializable;
import java.util.List;

/**
 * What a listing found.
 *
 * @param objects the source's data objects, by path; not pinned
 * @param sidecars the manifests beside them, with the path columns of their folder
 * @param skipped paths beside the data objects that are neither, and folders named by a date that
 *     does not exist
 */
public record Listing(List<ObjectRef> objects, List<ObjectRef> sidecars, List<String> skipped)
    implements Serializable {}
