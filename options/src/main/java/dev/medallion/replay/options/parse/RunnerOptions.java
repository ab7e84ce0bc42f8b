package dev.medallion.replay.options.parse;

import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The options of Beam and of the runners on the class path. */
final class RunnerOptions {
  private static final String DIRECT_OPTIONS = "org.apache.beam.runners.direct.DirectOptions";

  /**
   * The DirectRunner encodes and compares every element by default, to find DoFns that change what
   * they are given. That is for Beam's users' tests; here it costs a third of a small run.
   *
   * <p>Its default is three threads at least. One of them drives the others, and spins while they
   * work: on two cores it would take a third of the machine from the work. With as many threads as
   * cores it drives only while a core has nothing else to do.
   */
  private static final List<String> DIRECT_DEFAULTS =
      List.of(
          "--enforceEncodability=false",
          "--enforceImmutability=false",
          "--targetParallelism=" + Runtime.getRuntime().availableProcessors());

  private RunnerOptions() {}

  /** The options given for the runner, and this program's own defaults for those that were not. */
  static List<String> withDefaults(List<String> given) {
    if (!isPresent(DIRECT_OPTIONS)) {
      return given;
    }
    List<String> all = new ArrayList<>(given);
    DIRECT_DEFAULTS.stream()
        .filter(d -> given.stream().noneMatch(g -> g.startsWith(d.substring(0, d.indexOf('=')))))
        .forEach(all::add);
    return all;
  }

  private static boolean isPresent(String type) {
    return RunnerOptions.class.getClassLoader().getResource(type.replace('.', '/') + ".class")
        != null;
  }

  static Set<String> names() {
    return PipelineOptionsFactory.getRegisteredOptions().stream()
        .flatMap(options -> Arrays.stream(options.getMethods()))
        .map(Method::getName)
        .filter(name -> name.startsWith("set") && name.length() > 3)
        .map(name -> Introspector.decapitalize(name.substring(3)))
        .collect(Collectors.toSet());
  }
}
