package dev.medallion.replay.transforms.objects;

import java.io.Serializable;
import java.util.List;

/** Objects that were listed together: one element, however many there are. */
public record ObjectRefs(List<ObjectRef> objects) implements Serializable {}
