package dev.medallion.replay.transforms.model.cases;

import dev.medallion.replay.transforms.model.ModelProblems;
import dev.medallion.replay.transforms.model.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the files {@code tests/*.yaml} of a model's folder. */
public final class ModelCases {
  private ModelCases() {}

  /**
   * The tests, in the order of files and of their places.
   *
   * @param files their text, by name below the model's folder
   * @throws dev.medallion.replay.transforms.model.ModelException everything that is wrong with them
   */
  public static List<ModelCase> read(Map<String, String> files) {
    ModelProblems problems = new ModelProblems();
    List<ModelCase> cases = new ArrayList<>();
    files.forEach(
        (file, text) ->
            Yaml.parse(file, text, problems)
                .ifPresent(root -> cases.addAll(read(new CaseNodes(file, problems), root))));
    problems.throwIfAny();
    return cases;
  }

  private static List<ModelCase> read(CaseNodes nodes, Node root) {
    List<ModelCase> cases = new ArrayList<>();
    Map<String, Node> top = nodes.mapping(root, "the file", List.of("tests"));
    for (Node test : nodes.sequence(top.get("tests"), root, "tests")) {
      if (test instanceof MappingNode) {
        new CaseReader(nodes, test).read().ifPresent(cases::add);
      } else {
        nodes.problem(test, "a test is no mapping", "Begin it with - name: what it shows.");
      }
    }
    return cases;
  }

  /** Those whose name contains a text; all where there is none. */
  public static List<ModelCase> named(List<ModelCase> cases, Optional<String> name) {
    return cases.stream().filter(c -> name.isEmpty() || c.name().contains(name.get())).toList();
  }
}
