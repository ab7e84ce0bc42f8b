package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * An object of the lake: records of one entity.
 *
 * @param name of its file, without the ending
 */
record LakeObject(String entity, LocalDate arrival, String name, List<Rec> records) {
  /** Checksum and length, at the end of a gzip member. */
  private static final int TRAILER = 8;

  /** Below its source's root. */
  String path(Shape shape) {
    String folder =
        switch (shape.sources()) {
          case OWN -> shape.source(shape.entity(entity));
          case KINDS -> "ev/kind=" + entity;
          case EQUAL_PATHS -> "data";
        };
    return folder + "/dt=" + arrival + "/" + name + ".jsonl";
  }

  /** Below the lake's folder. */
  String file(Shape shape) {
    return shape.root(shape.source(shape.entity(entity))) + "/" + path(shape);
  }

  String text(Shape shape) {
    EntityShape contract = shape.entity(entity);
    return records.stream().map(r -> r.json(contract) + "\n").collect(Collectors.joining());
  }

  /** Packed, and cut off before its end: every record is in it, and none of them counts. */
  byte[] brokenOff(Shape shape) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text(shape).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(packed.toByteArray(), packed.size() - TRAILER - 1);
  }

  LakeObject with(List<Rec> others) {
    return new LakeObject(entity, arrival, name, List.copyOf(others));
  }
}
