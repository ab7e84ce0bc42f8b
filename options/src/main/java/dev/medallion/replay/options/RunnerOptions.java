package dev.medallion.replay.options;

import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The options of Beam and of the runners on the class path. */
final class RunnerOptions {
  private RunnerOptions() {}

  static Set<String> names() {
    return PipelineOptionsFactory.getRegisteredOptions().stream()
        .flatMap(RunnerOptions::methods)
        .map(Method::getName)
        .filter(name -> name.startsWith("set") && name.length() > 3)
        .map(name -> Introspector.decapitalize(name.substring(3)))
        .collect(Collectors.toSet());
  }

  /** Beam registers options of its own tests, which need classes that are not here. */
  private static Stream<Method> methods(Class<?> options) {
    try {
      return Arrays.stream(options.getMethods());
    } catch (NoClassDefFoundError e) {
      return Stream.empty();
    }
  }
}
