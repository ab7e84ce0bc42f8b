package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.flow.format.FieldKind;

/**
 * A value as it is handed to a converter.
 *
 * @param kind what the record says it is
 * @param text of a string its content, of the others their literal
 */
record Scalar(FieldKind kind, String text) {}
