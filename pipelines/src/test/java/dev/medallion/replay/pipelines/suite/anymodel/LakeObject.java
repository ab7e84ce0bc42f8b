package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An object of the lake: records of one entity.
 *
 * @param name of its file, without the ending
 */
record LakeObject(String entity, LocalDate arrival, String name, List<Rec> records) {
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

  LakeObject with(List<Rec> others) {
    return new LakeObject(entity, arrival, name, List.copyOf(others));
  }
}
