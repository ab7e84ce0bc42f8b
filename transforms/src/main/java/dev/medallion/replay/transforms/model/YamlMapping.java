package dev.medallion.replay.transforms.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of {@code model.yaml} that reads its values by key, and collects a problem for each
 * that isn't what it must be.
 */
final class YamlMapping {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final Section section;
  private final String what;
  private final MappingNode node;
  private final ModelProblems problems;
  private final Map<String, NodeTuple> entries;

  private YamlMapping(Section section, String what, MappingNode node, ModelProblems problems) {
    this.section = section;
    this.what = what;
    this.node = node;
    this.problems = problems;
    this.entries = entries(node, what, problems);
  }

  /**
   * Reads a mapping, and checks its keys.
   *
   * @param what it is, for messages: {@code source bronze}
   * @return empty if it isn't a mapping
   */
  static Optional<YamlMapping> of(Node node, Section section, String what, ModelProblems problems) {
    if (!(node instanceof MappingNode mapping)) {
      problems.add(
          node,
          what + " is " + kind(node) + ", but must be a mapping",
          "Write it as key: value with the keys " + String.join(", ", section.keys()) + ".");
      return Optional.empty();
    }
    YamlMapping block = new YamlMapping(section, what, mapping, problems);
    block.checkKeys();
    return Optional.of(block);
  }

  private void checkKeys() {
    entries.forEach(
        (key, tuple) -> {
          if (!section.keys().contains(key)) {
            problems.add(
                tuple.getKeyNode(),
                what + " has the unknown key " + key,
                Suggestion.among(key, section.keys()));
          }
        });
    for (String key : section.required()) {
      if (!entries.containsKey(key)) {
        problems.add(node, what + " has no " + key, "Add the key " + key + ": see docs/model.md.");
      }
    }
  }

  /** The entries of a mapping whose keys are free names. */
  private static Map<String, NodeTuple> entries(
      MappingNode mapping, String what, ModelProblems problems) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(tuple.getKeyNode(), what + " has a key that is not text", "Use plain names.");
      } else if (entries.putIfAbsent(key.getValue(), tuple) != null) {
        problems.add(
            key,
            what + " has the key " + key.getValue() + " twice",
            "Keep one of them; the first is in line "
                + ModelProblems.line(entries.get(key.getValue()).getKeyNode())
                + ".");
      }
    }
    return entries;
  }

  String what() {
    return what;
  }

  Node node() {
    return node;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Where a key stands, or the block if it isn't there. */
  Node at(String key) {
    NodeTuple tuple = entries.get(key);
    return tuple == null ? node : tuple.getKeyNode();
  }

  void problem(String key, String message, String fix) {
    problems.add(at(key), what + ": " + message, fix);
  }

  /** A problem of one value below a key, e.g. an element of its list. */
  void problemAt(Node at, String message, String fix) {
    problems.add(at, what + ": " + message, fix);
  }

  private Optional<Node> value(String key) {
    return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
  }

  private void wrongType(String key, Node value, String wanted) {
    problem(
        key,
        key + " is " + kind(value) + " where " + wanted + " is required",
        "Write " + wanted + ".");
  }

  private static String kind(Node node) {
    if (node instanceof MappingNode) {
      return "a mapping";
    } else if (node instanceof SequenceNode) {
      return "a list";
    }
    Tag tag = node.getTag();
    if (tag.equals(Tag.BOOL)) {
      return "true or false";
    } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return "a number";
    }
    return tag.equals(Tag.NULL) ? "empty" : "a text";
  }

  private static boolean isText(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.STR);
  }

  private static boolean isScalar(Node node) {
    return node instanceof ScalarNode && !node.getTag().equals(Tag.NULL);
  }

  /** Whether a key has a text, where it might have something else. */
  boolean holdsText(String key) {
    return value(key).filter(YamlMapping::isText).isPresent();
  }

  Optional<String> text(String key) {
    return value(key)
        .flatMap(
            v -> {
              if (!isText(v) || ((ScalarNode) v).getValue().isEmpty()) {
                wrongType(key, v, "a text");
                return Optional.empty();
              }
              return Optional.of(((ScalarNode) v).getValue());
            });
  }

  /** A text, number, or true or false, as it is written. */
  Optional<String> scalar(String key) {
    return value(key)
        .flatMap(
            v -> {
              if (!isScalar(v)) {
                wrongType(key, v, "one value");
                return Optional.empty();
              }
              return Optional.of(((ScalarNode) v).getValue());
            });
  }

  boolean flag(String key) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return false;
    }
    if (!value.get().getTag().equals(Tag.BOOL)) {
      wrongType(key, value.get(), "true or false");
      return false;
    }
    return ((ScalarNode) value.get()).getValue().equals("true");
  }

  Optional<BigDecimal> number(String key) {
    return value(key)
        .flatMap(
            v -> {
              if (!v.getTag().equals(Tag.INT) && !v.getTag().equals(Tag.FLOAT)) {
                wrongType(key, v, "a number");
                return Optional.empty();
              }
              return Optional.of(new BigDecimal(((ScalarNode) v).getValue()));
            });
  }

  /** A number from lowest to highest, both allowed. */
  double ratio(String key, double otherwise) {
    Optional<BigDecimal> number = number(key);
    if (number.isPresent()
        && (number.get().signum() < 0 || number.get().compareTo(BigDecimal.ONE) > 0)) {
      problem(key, key + " is not between 0 and 1", "Write a share, e.g. 0.05 for 5 %.");
      return otherwise;
    }
    return number.map(BigDecimal::doubleValue).orElse(otherwise);
  }

  /** A whole number, from the lowest one allowed. */
  int whole(String key, int lowest, int otherwise) {
    Optional<BigDecimal> number = number(key);
    if (number.isEmpty()) {
      return otherwise;
    }
    try {
      int value = number.get().intValueExact();
      if (value >= lowest) {
        return value;
      }
    } catch (ArithmeticException e) {
      // Said below.
    }
    problem(
        key,
        key + " is " + number.get().toPlainString(),
        "Write a whole number from " + lowest + " to " + Integer.MAX_VALUE + ".");
    return otherwise;
  }

  /** A value of which there are few. */
  <T> Optional<T> choice(String key, Map<String, T> choices) {
    Optional<String> text = text(key);
    if (text.isPresent() && !choices.containsKey(text.get())) {
      problem(
          key,
          key + " " + text.get() + " is not known",
          Suggestion.among(text.get(), choices.keySet()));
    }
    return text.map(choices::get);
  }

  /** A list of texts; each with where it stands. */
  List<Item> texts(String key) {
    return items(key, false, false);
  }

  /** A text or a list of texts. */
  List<Item> textOrTexts(String key) {
    return items(key, true, false);
  }

  /** A list of values of any type, as they are written. */
  List<Item> scalars(String key) {
    return items(key, false, true);
  }

  private List<Item> items(String key, boolean aloneToo, boolean anyScalar) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (aloneToo && isText(value.get())) {
      return List.of(new Item(((ScalarNode) value.get()).getValue(), at(key)));
    }
    String wanted = anyScalar ? "a list of values" : "a list of texts";
    if (!(value.get() instanceof SequenceNode list) || list.getValue().isEmpty()) {
      wrongType(key, value.get(), aloneToo ? "a text or " + wanted : wanted);
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    for (Node element : list.getValue()) {
      if (anyScalar ? isScalar(element) : isText(element)) {
        Item item = new Item(((ScalarNode) element).getValue(), element);
        if (items.stream().anyMatch(i -> i.text().equals(item.text()))) {
          problemAt(element, key + " holds " + item.text() + " twice", "Keep one of them.");
        } else {
          items.add(item);
        }
      } else {
        problemAt(
            element,
            key + " holds " + kind(element) + " where " + wanted + " is required",
            "Write " + wanted + ".");
      }
    }
    return items;
  }

  /** One text of a list, and where it stands. */
  record Item(String text, Node node) {}

  Optional<YamlMapping> block(String key, Section inner) {
    return value(key).flatMap(v -> of(v, inner, what + ": " + key, problems));
  }

  /** A list of mappings. */
  List<YamlMapping> blocks(String key, Section inner) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof SequenceNode list)) {
      wrongType(key, value.get(), "a list");
      return List.of();
    }
    List<YamlMapping> blocks = new ArrayList<>();
    for (Node element : list.getValue()) {
      of(element, inner, what + ": " + key, problems).ifPresent(blocks::add);
    }
    return blocks;
  }

  /** Mappings by name, e.g. all sources. */
  Map<String, YamlMapping> named(String key, Section inner, String kindOfThing) {
    Map<String, YamlMapping> blocks = new LinkedHashMap<>();
    names(key)
        .forEach(
            (name, at) ->
                of(nodes(key).get(name), inner, kindOfThing + " " + name, problems)
                    .ifPresent(b -> blocks.put(name, b)));
    return blocks;
  }

  /** The names below a key, each with where it stands; those that are no names are problems. */
  Map<String, Node> names(String key) {
    Map<String, Node> names = new LinkedHashMap<>();
    for (Map.Entry<String, NodeTuple> entry : mapping(key).entrySet()) {
      if (NAME.matcher(entry.getKey()).matches()) {
        names.put(entry.getKey(), entry.getValue().getKeyNode());
      } else {
        problemAt(
            entry.getValue().getKeyNode(),
            key + " has the name " + entry.getKey(),
            "Use lower-case letters, digits and _, starting with a letter.");
      }
    }
    return names;
  }

  /** The values below a key, by name. */
  Map<String, Node> nodes(String key) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    mapping(key).forEach((name, tuple) -> nodes.put(name, tuple.getValueNode()));
    return nodes;
  }

  /** Free names and a text for each. */
  Map<String, Item> textByName(String key) {
    Map<String, Item> texts = new LinkedHashMap<>();
    mapping(key)
        .forEach(
            (name, tuple) -> {
              if (isText(tuple.getValueNode())) {
                texts.put(
                    name,
                    new Item(((ScalarNode) tuple.getValueNode()).getValue(), tuple.getKeyNode()));
              } else {
                problemAt(
                    tuple.getKeyNode(),
                    key + "." + name + " is " + kind(tuple.getValueNode()) + ", but must be text",
                    "Write text; quote it if it looks like a number.");
              }
            });
    return texts;
  }

  private Map<String, NodeTuple> mapping(String key) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return Map.of();
    }
    if (value.get() instanceof MappingNode mapping) {
      return entries(mapping, what + ": " + key, problems);
    }
    wrongType(key, value.get(), "a mapping");
    return Map.of();
  }
}
