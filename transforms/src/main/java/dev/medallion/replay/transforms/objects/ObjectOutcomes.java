package dev.medallion.replay.transforms.objects;

import java.io.Serializable;
import java.util.List;

/** The outcomes of objects that were read together: one element, however many there are. */
public record ObjectOutcomes(List<ObjectOutcome> outcomes) implements Serializable {}
