package dev.medallion.replay.pipelines.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.settings.WorkerSizing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The runner's options that a job of this program needs, where the launch gives none. */
final class DataflowDefaults {
  private static final int LONGEST_LABEL = 63;
  private static final String RUNNER_V2 = "use_runner_v2";
  private static final JsonMapper JSON = new JsonMapper();

  private DataflowDefaults() {}

  /**
   * Adds them.
   *
   * @param runId the run that is started or carried on
   * @param workerImage what workers run in; empty: Beam's own image
   */
  static List<String> add(
      List<String> arguments,
      String command,
      String runId,
      Optional<String> workerImage,
      Problems problems) {
    List<String> all = new ArrayList<>(arguments);
    addMissing(all, "runner", WorkerSizing.RUNNER);
    addMissing(all, "jobName", DataflowJobName.of(runId));
    addMissing(all, "workerMachineType", WorkerSizing.USUAL_MACHINE);
    workerImage.ifPresent(image -> addMissing(all, "sdkContainerImage", image));
    // Java jobs don't get it by themselves, and the other way takes a graph ten times as large.
    if (arguments.stream()
        .noneMatch(a -> a.startsWith("--experiments=") && a.contains(RUNNER_V2))) {
      all.add("--experiments=" + RUNNER_V2);
    }
    addLabels(all, command, runId, problems);
    return all;
  }

  /** Of the value of one option; the last one counts, as it does for Beam. */
  static Optional<String> value(List<String> arguments, String name) {
    String beginning = "--" + name + "=";
    return arguments.stream()
        .filter(a -> a.startsWith(beginning))
        .map(a -> a.substring(beginning.length()))
        .reduce((first, last) -> last);
  }

  private static void addMissing(List<String> arguments, String name, String value) {
    if (value(arguments, name).isEmpty()) {
      arguments.add("--" + name + "=" + value);
    }
  }

  private static void addLabels(
      List<String> arguments, String command, String runId, Problems problems) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("replay-command", command);
    labels.put("replay-run", label(runId));
    Optional<String> given = value(arguments, "labels");
    try {
      if (given.isPresent()) {
        labels.putAll(JSON.readValue(given.get(), new TypeReference<Map<String, String>>() {}));
        arguments.removeIf(a -> a.startsWith("--labels="));
      }
      arguments.add("--labels=" + JSON.writeValueAsString(labels));
    } catch (JsonProcessingException e) {
      problems.add("--labels=" + given.orElse("") + " is not a JSON object of texts");
    }
  }

  private static String label(String text) {
    String label = text.toLowerCase(Locale.ROOT).replaceAll("[^-_a-z0-9]", "-");
    return label.substring(0, Math.min(label.length(), LONGEST_LABEL));
  }
}
