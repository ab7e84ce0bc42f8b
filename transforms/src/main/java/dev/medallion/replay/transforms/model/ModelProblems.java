package dev.medallion.replay.transforms.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with a model, so that all of it is told at once. */
public final class ModelProblems {
  private final List<ModelProblem> found = new ArrayList<>();

  /** A problem of a file. */
  public void add(String file, int line, String message, String fix) {
    ModelProblem problem = new ModelProblem(file, line, message, fix);
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  /** A problem that stands in {@code model.yaml}. */
  void add(Node at, String message, String fix) {
    add(ModelFiles.MODEL_FILE, line(at), message, fix);
  }

  static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  int count() {
    return found.size();
  }

  /** By file, then line; {@code model.yaml} first. */
  List<ModelProblem> sorted() {
    return found.stream()
        .sorted(
            Comparator.comparing((ModelProblem p) -> !p.file().equals(ModelFiles.MODEL_FILE))
                .thenComparing(ModelProblem::file)
                .thenComparing(ModelProblem::line))
        .toList();
  }

  /** Throws all that was found as a {@link ModelException}. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ModelException(sorted());
    }
  }
}
