package dev.medallion.replay.transforms.objects;

import java.io.Serializable;
import java.util.List;

/**
 * Objects of one source that one worker reads, one after the other.
 *
 * @param objects by path, at least one
 */
public record ReadUnit(String source, List<ObjectRef> objects) implements Serializable {}
