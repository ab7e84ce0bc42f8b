package dev.medallion.replay.transforms.flow.format;

import java.io.IOException;

/** Takes what it wants of a record's fields. */
@FunctionalInterface
public interface FieldReader {
  /** Reads the fields to their end. */
  Object[] read(FieldSource fields) throws IOException;
}
