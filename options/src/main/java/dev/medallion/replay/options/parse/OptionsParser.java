package dev.medallion.replay.options.parse;

import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Reads a command line into options: {@code --opt=value} and {@code --opt value}, camel case and
 * kebab case.
 *
 * <p>Beam's own parser stops at the first problem and splits lists at commas; this one finds every
 * problem. Options that it does not know it passes to Beam, if the command allows a runner: {@code
 * --runner}.
 *
 * @param <T> the options of the command
 */
public final class OptionsParser<T extends PipelineOptions> {
  private final Class<T> type;
  private final boolean takesRunnerOptions;
  private final Optional<String> positional;
  private final List<OptionSpec> specs;

  private OptionsParser(Class<T> type, boolean takesRunnerOptions, Optional<String> positional) {
    this.type = type;
    this.takesRunnerOptions = takesRunnerOptions;
    this.positional = positional;
    this.specs = OptionSpecs.of(type);
  }

  /** For a command that starts a pipeline: Beam's options are taken, too. */
  public static <T extends PipelineOptions> OptionsParser<T> ofPipeline(Class<T> type) {
    return new OptionsParser<>(type, true, Optional.empty());
  }

  /** For a command of plain Java. */
  public static <T extends PipelineOptions> OptionsParser<T> of(Class<T> type) {
    return new OptionsParser<>(type, false, Optional.empty());
  }

  /** Beam's options for a graph that runs in this process, whatever a command line says. */
  public static PipelineOptions ofThisProcess() {
    return PipelineOptionsFactory.fromArgs(
            RunnerOptions.withDefaults(List.of("--runner=DirectRunner")).toArray(String[]::new))
        .create();
  }

  /** Takes a word without {@code --} as the value of this option. */
  public OptionsParser<T> positional(String option) {
    return new OptionsParser<>(type, takesRunnerOptions, Optional.of(option));
  }

  /** The options as far as they can be read; what can't be is added to the problems. */
  public T parse(List<String> args, Problems problems) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    List<String> forRunner = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (!arg.startsWith("--")) {
        takeWord(arg, given, problems);
        continue;
      }
      int equals = arg.indexOf('=');
      String name = camel(arg.substring(2, equals < 0 ? arg.length() : equals));
      Optional<String> inline =
          equals < 0 ? Optional.empty() : Optional.of(arg.substring(equals + 1));
      Optional<String> next =
          i + 1 < args.size() && !args.get(i + 1).startsWith("--")
              ? Optional.of(args.get(i + 1))
              : Optional.empty();
      Optional<OptionSpec> spec = specs.stream().filter(s -> s.name().equals(name)).findFirst();
      if (spec.isEmpty()) {
        boolean known = takesRunnerOptions && RunnerOptions.names().contains(name);
        if (known) {
          forRunner.add("--" + name + inline.map(v -> "=" + v).orElse(""));
        } else {
          problems.add(unknown(arg.substring(0, equals < 0 ? arg.length() : equals)));
        }
        if (inline.isEmpty() && next.isPresent()) {
          i++;
          if (known) {
            forRunner.set(forRunner.size() - 1, "--" + name + "=" + next.get());
          }
        }
        continue;
      }
      String value = "true";
      if (inline.isPresent()) {
        value = inline.get();
      } else if (!spec.get().isSwitch()) {
        if (next.isEmpty()) {
          problems.add(Text.format("--%s needs a value: %s", spec.get().kebab(), form(spec.get())));
          given.computeIfAbsent(name, n -> new ArrayList<>());
          continue;
        }
        value = next.get();
        i++;
      }
      given.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
    T options =
        start(takesRunnerOptions ? RunnerOptions.withDefaults(forRunner) : forRunner, problems);
    specs.forEach(spec -> set(options, spec, given, problems));
    return options;
  }

  private void takeWord(String word, Map<String, List<String>> given, Problems problems) {
    if (positional.isPresent() && !given.containsKey(positional.get())) {
      given.computeIfAbsent(positional.get(), n -> new ArrayList<>()).add(word);
    } else {
      problems.add(Text.format("\"%s\" is not an option: options begin with --", word));
    }
  }

  private T start(List<String> forRunner, Problems problems) {
    if (!forRunner.isEmpty()) {
      try {
        return PipelineOptionsFactory.fromArgs(forRunner.toArray(String[]::new)).as(type);
      } catch (IllegalArgumentException e) {
        forRunner.stream()
            .filter(option -> !isReadable(option))
            .findFirst()
            .ifPresentOrElse(
                option ->
                    problems.add(option + " is not a value that this option of the runner takes"),
                () -> problems.add("a runner option is wrong: " + firstLine(e)));
      }
    }
    return PipelineOptionsFactory.as(type);
  }

  private boolean isReadable(String option) {
    try {
      return PipelineOptionsFactory.fromArgs(option).as(type) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String firstLine(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static void set(
      PipelineOptions options,
      OptionSpec spec,
      Map<String, List<String>> given,
      Problems problems) {
    List<String> values = given.get(spec.name());
    if (values == null) {
      if (spec.required()) {
        problems.add(Text.format("--%s is missing: %s", spec.kebab(), form(spec)));
      }
      return;
    }
    if (values.isEmpty()) {
      return;
    }
    if (values.size() > 1 && !spec.repeatable()) {
      problems.add(
          Text.format("--%s is given %d times; give it once", spec.kebab(), values.size()));
      return;
    }
    if (values.stream().anyMatch(String::isBlank)) {
      problems.add(Text.format("--%s is empty: %s", spec.kebab(), form(spec)));
      return;
    }
    if (spec.repeatable()) {
      invoke(options, spec, values);
    } else if (spec.isSwitch()) {
      setSwitch(options, spec, values.get(0), problems);
    } else if (spec.isNumber()) {
      setNumber(options, spec, values.get(0), problems);
    } else {
      invoke(options, spec, values.get(0));
    }
  }

  private static void setSwitch(
      PipelineOptions options, OptionSpec spec, String value, Problems problems) {
    if (value.equals("true") || value.equals("false")) {
      invoke(options, spec, Boolean.valueOf(value));
    } else {
      problems.add(Text.format("--%s=%s: use true or false, or no value", spec.kebab(), value));
    }
  }

  private static void setNumber(
      PipelineOptions options, OptionSpec spec, String value, Problems problems) {
    try {
      invoke(options, spec, Integer.valueOf(value));
    } catch (NumberFormatException e) {
      problems.add(Text.format("--%s=%s is not a whole number", spec.kebab(), value));
    }
  }

  private static void invoke(PipelineOptions options, OptionSpec spec, Object value) {
    try {
      spec.setter().invoke(options, value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot set " + spec.name(), e);
    }
  }

  private String unknown(String option) {
    Map<String, String> byName =
        specs.stream()
            .flatMap(s -> java.util.stream.Stream.of(s.name(), s.kebab()))
            .distinct()
            .collect(Collectors.toMap(n -> n, n -> n));
    return Misspelling.nearest(option.substring(2), byName.keySet())
        .map(n -> Text.format("unknown option %s; did you mean --%s?", option, n))
        .orElse(Text.format("unknown option %s: --help lists the options", option));
  }

  private static String form(OptionSpec spec) {
    return Text.format("--%s=<%s>", spec.kebab(), spec.placeholder());
  }

  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '-') {
        upper = true;
      } else {
        camel.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.toString();
  }
}
