package dev.medallion.replay.transforms.model;

import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Parses YAML into nodes, which know their line; never into objects of named classes. */
public final class Yaml {
  private Yaml() {}

  /** The document's root; empty if it can't be parsed, which is then a problem. */
  public static Optional<Node> parse(String file, String text, ModelProblems problems) {
    LoaderOptions options = new LoaderOptions();
    try {
      Composer composer =
          new Composer(
              new ParserImpl(new StreamReader(new StringReader(text)), options),
              new JsonTypes(),
              options);
      Node root = composer.getSingleNode();
      if (root == null) {
        problems.add(file, 1, "the file is empty", "Write the model into it: see docs/model.md.");
      }
      return Optional.ofNullable(root);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      problems.add(
          file,
          mark == null ? 0 : mark.getLine() + 1,
          "this is not YAML: " + e.getProblem(),
          "Check the indentation, and quote text that contains { } [ ] : or #.");
    } catch (YAMLException e) {
      problems.add(file, 0, "this is not YAML: " + e.getMessage(), "Save it as plain text, UTF-8.");
    }
    return Optional.empty();
  }

  /** The types of JSON and of YAML 1.2: {@code off} and {@code 2026-02-03} are texts. */
  private static final class JsonTypes extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
      addImplicitResolver(Tag.INT, Pattern.compile("-?(?:0|[1-9][0-9]*)"), "-0123456789");
      addImplicitResolver(
          Tag.FLOAT,
          Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"),
          "-0123456789");
      addImplicitResolver(Tag.NULL, Pattern.compile("~|null|"), "~n\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }
}
