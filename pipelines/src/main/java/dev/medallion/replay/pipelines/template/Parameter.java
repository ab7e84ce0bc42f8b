package dev.medallion.replay.pipelines.template;

import dev.medallion.replay.options.parse.OptionSpec;
import dev.medallion.replay.options.parse.TemplateParameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A parameter of a template: an option, and what a template says more strictly of it. */
record Parameter(OptionSpec option, TemplateParameter form) {

  static Parameter of(OptionSpec option) {
    return new Parameter(option, option.template().orElseThrow());
  }

  String name() {
    return option.name();
  }

  boolean required() {
    return option.required() || form.required();
  }

  /** What the template takes it for if it is not given. */
  Optional<String> standard() {
    return form.standard().isEmpty() ? option.defaultValue() : Optional.of(form.standard());
  }

  /** What it is, in a template's words. */
  String help() {
    return form.help().isEmpty() ? option.description().replace(" Repeatable.", "") : form.help();
  }

  /** Whether it takes a JSON array. */
  boolean takesSeveral() {
    return option.repeatable() && form.kind() != TemplateParameter.Kind.ENUM;
  }

  /** Whether a single value is one that it takes. */
  boolean takes(String value) {
    return Pattern.matches(form.pattern(), value);
  }

  /** The expression that the service asks of what is given: one value, or a JSON array of them. */
  String regex() {
    return takesSeveral() ? "^(" + form.pattern() + "|\\[.*\\])$" : "^(" + form.pattern() + ")$";
  }

  /** The words that a form offers; empty: it takes any text. */
  List<String> choices() {
    return form.kind() == TemplateParameter.Kind.ENUM
        ? Arrays.asList(form.pattern().split("\\|"))
        : List.of();
  }
}
