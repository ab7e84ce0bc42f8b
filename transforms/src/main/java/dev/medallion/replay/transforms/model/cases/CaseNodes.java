package dev.medallion.replay.transforms.model.cases;

import dev.medallion.replay.options.parse.Misspelling;
import dev.medallion.replay.transforms.model.ModelProblems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Looks into the YAML of one file of tests; what is not as it has to be is a problem. */
final class CaseNodes {
  private final String file;
  private final ModelProblems problems;

  CaseNodes(String file, ModelProblems problems) {
    this.file = file;
    this.problems = problems;
  }

  String file() {
    return file;
  }

  static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  void problem(Node at, String message, String fix) {
    problems.add(file, line(at), message, fix);
  }

  /** The values of a mapping, of which these keys are known; none: any. */
  Map<String, Node> mapping(Node node, String what, List<String> known) {
    Map<String, Node> values = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problem(node, what + " is no mapping", "Write it as key: value.");
      return values;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key =
          tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "(no text)";
      if (!known.isEmpty() && !known.contains(key)) {
        problem(
            tuple.getKeyNode(),
            what + " has the unknown key " + key,
            Misspelling.nearest(key, known)
                .map(near -> "Did you mean " + near + "?")
                .orElse("Known are: " + String.join(", ", known) + "."));
      } else if (values.putIfAbsent(key, tuple.getValueNode()) != null) {
        problem(tuple.getKeyNode(), what + " has the key " + key + " twice", "Keep one of them.");
      }
    }
    return values;
  }

  /** The elements of a list; none where it is absent, which is a problem. */
  List<Node> sequence(Node node, Node within, String what) {
    if (node instanceof SequenceNode list) {
      return list.getValue();
    }
    problem(node == null ? within : node, what + " is no list", "Write each element behind a -.");
    return List.of();
  }

  /** The text of a scalar, as it is written; empty: null. */
  Optional<String> scalar(Node node, String what) {
    if (node instanceof ScalarNode scalar) {
      return node.getTag().equals(Tag.NULL) ? Optional.empty() : Optional.of(scalar.getValue());
    }
    problem(node, what + " is no single value", "Write one value; quote nested JSON.");
    return Optional.empty();
  }
}
