package dev.medallion.replay.pipelines.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What the service is told of a template, and checks before it starts a launcher: Dataflow's {@code
 * TemplateMetadata}, made of the options.
 */
final class TemplateMetadata {
  private static final JsonMapper JSON = new JsonMapper();
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  private TemplateMetadata() {}

  /** As a file has it. */
  static String json(Template template) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    root.put("name", "replay " + template.name());
    root.put("description", template.command().about());
    ArrayNode parameters = root.putArray("parameters");
    template.parameters().forEach(p -> describe(p, parameters.addObject()));
    return JSON.writer(
                new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES))
            .writeValueAsString(root)
        + "\n";
  }

  private static void describe(Parameter parameter, ObjectNode json) {
    json.put("name", parameter.name());
    json.put("label", label(parameter.option().kebab()));
    json.put("helpText", help(parameter));
    json.put("groupName", parameter.option().group());
    json.put("isOptional", !parameter.required());
    json.put("paramType", parameter.form().kind().name());
    json.putArray("regexes").add(parameter.regex());
    if (!parameter.choices().isEmpty()) {
      ArrayNode choices = json.putArray("enumOptions");
      parameter.choices().forEach(c -> choices.addObject().put("value", c).put("label", c));
    }
    parameter.standard().ifPresent(value -> json.put("defaultValue", value));
  }

  private static String help(Parameter parameter) {
    String several =
        parameter.takesSeveral() ? " Several values are given as a JSON array of texts." : "";
    return parameter.help() + several + " For example: " + parameter.form().example();
  }

  private static String label(String kebab) {
    String words = kebab.replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
