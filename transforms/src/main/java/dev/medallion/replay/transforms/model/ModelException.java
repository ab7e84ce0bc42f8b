package dev.medallion.replay.transforms.model;

import java.util.List;
import java.util.stream.Collectors;

/** A model that can't be used; holds everything that is wrong with it, by file and line. */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final List<ModelProblem> problems;

  public ModelException(List<ModelProblem> problems) {
    super(problems.stream().map(ModelProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<ModelProblem> problems() {
    return problems;
  }
}
