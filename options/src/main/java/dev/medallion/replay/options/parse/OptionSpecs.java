package dev.medallion.replay.options.parse;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Reads the options of a command from its interface, for help and for parsing. */
public final class OptionSpecs {
  private OptionSpecs() {}

  /** Every option that an interface of ours declares or inherits: by group, required ones first. */
  public static List<OptionSpec> of(Class<? extends PipelineOptions> options) {
    List<OptionSpec> specs = new ArrayList<>();
    for (Class<?> group : groups(options).toList()) {
      Arrays.stream(group.getDeclaredMethods())
          .filter(m -> m.isAnnotationPresent(Description.class))
          .map(getter -> spec(options, group, getter))
          .sorted(
              Comparator.comparing((OptionSpec s) -> !s.required()).thenComparing(OptionSpec::name))
          .forEach(specs::add);
    }
    return specs;
  }

  /** The interface itself, and those that it extends, in the order in which they are written. */
  private static Stream<Class<?>> groups(Class<?> options) {
    if (options == PipelineOptions.class || !PipelineOptions.class.isAssignableFrom(options)) {
      return Stream.empty();
    }
    return Stream.concat(
        Stream.of(options), Arrays.stream(options.getInterfaces()).flatMap(OptionSpecs::groups));
  }

  private static OptionSpec spec(Class<?> options, Class<?> group, Method getter) {
    String property = getter.getName().substring("get".length());
    String name = Character.toLowerCase(property.charAt(0)) + property.substring(1);
    Placeholder placeholder = getter.getAnnotation(Placeholder.class);
    return new OptionSpec(
        name,
        OptionSpec.kebab(name),
        group.getAnnotation(Description.class).value(),
        getter.getAnnotation(Description.class).value(),
        placeholder == null ? "" : placeholder.value(),
        defaultValue(getter),
        getter.isAnnotationPresent(Validation.Required.class),
        getter.getReturnType() == List.class,
        getter,
        setter(options, property, getter));
  }

  private static Method setter(Class<?> options, String property, Method getter) {
    try {
      return options.getMethod("set" + property, getter.getReturnType());
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(options + " has no setter for " + property, e);
    }
  }

  private static Optional<String> defaultValue(Method getter) {
    Default.String text = getter.getAnnotation(Default.String.class);
    if (text != null) {
      return Optional.of(text.value());
    }
    Default.Integer number = getter.getAnnotation(Default.Integer.class);
    return number == null ? Optional.empty() : Optional.of(Integer.toString(number.value()));
  }
}
