package dev.medallion.replay.transforms.model.cases;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML as the JSON that it is: numbers keep their digits. */
final class NodeJson {
  private NodeJson() {}

  static String of(Node node) {
    if (node instanceof MappingNode mapping) {
      return mapping.getValue().stream()
          .map(t -> text(((ScalarNode) t.getKeyNode()).getValue()) + ":" + of(t.getValueNode()))
          .collect(Collectors.joining(",", "{", "}"));
    } else if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(NodeJson::of).collect(Collectors.joining(",", "[", "]"));
    }
    String value = ((ScalarNode) node).getValue();
    if (node.getTag().equals(Tag.STR)) {
      return text(value);
    }
    return node.getTag().equals(Tag.NULL) ? "null" : value;
  }

  private static String text(String value) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
  }
}
