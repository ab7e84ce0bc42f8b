package dev.medallion.replay.transforms.storage;

import java.util.Optional;

/**
 * What a storage says of an object without reading it.
 *
 * @param bytes how large it is; 0 where that can't be told, and reading it will say why
 * @param generation where the storage keeps one; a local file's has to be worked out, by {@link
 *     Storage#pin}
 */
public record Stat(Address address, long bytes, Optional<Generation> generation) {}
