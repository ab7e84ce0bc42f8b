package dev.medallion.replay.options;

import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The options of Beam and of the runners on the class path. */
final class RunnerOptions {
  private RunnerOptions() {}

  static Set<String> names() {
    return PipelineOptionsFactory.getRegisteredOptions().stream()
        .flatMap(options -> Arrays.stream(options.getMethods()))
        .map(Method::getName)
        .filter(name -> name.startsWith("set") && name.length() > 3)
        .map(name -> Introspector.decapitalize(name.substring(3)))
        .collect(Collectors.toSet());
  }
}
