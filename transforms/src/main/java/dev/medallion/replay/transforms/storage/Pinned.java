package dev.medallion.replay.transforms.storage;

import java.io.Serializable;

/**
 * An object as it was at one time: with another content it is another object.
 *
 * @param bytes how large it is
 */
public record Pinned(Address address, Generation generation, long bytes) implements Serializable {}
