package dev.medallion.replay.transforms.storage;

import java.io.Serializable;

/**
 * Tells an object from others that had its name before.
 *
 * @param value as the storage writes it; of a local file the hex SHA-256 of its bytes, never its
 *     time
 */
public record Generation(String value) implements Serializable {}
