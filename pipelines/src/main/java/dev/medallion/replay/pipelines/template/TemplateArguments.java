package dev.medallion.replay.pipelines.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.options.message.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The arguments of a template's launcher, as the command takes them. A parameter is a text, and is
 * given once: an option that may be repeated has its values in a JSON array. What is not a
 * parameter is Beam's, or the runner's.
 */
final class TemplateArguments {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private TemplateArguments() {}

  /** Reads them; what is wrong is added to the problems, all of it. */
  static List<String> read(Template template, List<String> given, Problems problems) {
    Map<String, Parameter> parameters =
        template.parameters().stream()
            .collect(Collectors.toMap(Parameter::name, Function.identity()));
    TreeSet<String> seen = new TreeSet<>();
    List<String> arguments = new ArrayList<>();
    for (String argument : given) {
      int equals = argument.indexOf('=');
      String name = name(argument);
      String value = equals < 0 ? "" : argument.substring(equals + 1);
      Parameter parameter = parameters.get(name);
      if (!argument.startsWith("--") || (parameter != null && equals < 0)) {
        problems.add("\"" + argument + "\" is no parameter: they are written --name=value");
      } else if (parameter == null) {
        leftOut(template, name).ifPresentOrElse(problems::add, () -> arguments.add(argument));
      } else if (!value.isBlank()) {
        // A form sends what was not filled in as an empty text.
        if (seen.add(name)) {
          values(parameter, value, problems).forEach(v -> arguments.add("--" + name + "=" + v));
        } else {
          problems.add(
              "parameter " + name + " is given twice; give several values as a JSON array");
        }
      }
    }
    for (Parameter parameter : template.parameters()) {
      if (!seen.contains(parameter.name())) {
        if (parameter.required()) {
          problems.add(
              "parameter %s is missing, e.g. %s"
                  .formatted(parameter.name(), parameter.form().example()));
        } else if (!parameter.form().standard().isEmpty()) {
          arguments.add("--" + parameter.name() + "=" + parameter.form().standard());
        }
      }
    }
    return arguments;
  }

  /** What an argument names; Beam takes a switch without a value, too. */
  static String name(String argument) {
    int equals = argument.indexOf('=');
    return argument.substring(
        Math.min(2, argument.length()), equals < 0 ? argument.length() : Math.max(equals, 2));
  }

  private static Optional<String> leftOut(Template template, String name) {
    return template.leftOut().stream()
        .filter(spec -> spec.name().equals(name))
        .findFirst()
        .map(spec -> "a template does not take " + name + ": it serves a terminal only");
  }

  private static List<String> values(Parameter parameter, String value, Problems problems) {
    List<String> values = List.of(value);
    if (parameter.takesSeveral() && value.startsWith("[")) {
      try {
        values = JSON.readValue(value, new TypeReference<List<String>>() {});
      } catch (JsonProcessingException e) {
        problems.add(
            "parameter %s=%s is not a JSON array of texts".formatted(parameter.name(), value));
        return List.of();
      }
      if (values.isEmpty()) {
        problems.add("parameter %s is an empty array".formatted(parameter.name()));
      }
    }
    for (String one : values) {
      if (one == null || !parameter.takes(one)) {
        problems.add(
            "parameter %s does not take \"%s\"; an example: %s"
                .formatted(parameter.name(), one, parameter.form().example()));
      }
    }
    return values;
  }
}
