package dev.medallion.replay.transforms.run.resume;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.run.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/** The inputs of a run that have changed since it started. */
public final class Differences {
  private static final int SHOWN = 8;

  private Differences() {}

  /** Those of the model, by file; none where it is the same. */
  public static List<String> ofModel(RunRecord record, ModelFiles now) {
    SortedMap<String, String> before = record.modelFiles();
    SortedMap<String, String> after = RunRecords.digests(now);
    List<String> differences = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      if (!after.containsKey(name)) {
        differences.add(Text.format("model %s: %s was removed", record.model(), name));
      } else if (!before.containsKey(name)) {
        differences.add(Text.format("model %s: %s was added", record.model(), name));
      } else if (!before.get(name).equals(after.get(name))) {
        differences.add(Text.format("model %s: %s was changed", record.model(), name));
      }
    }
    return differences;
  }

  /** Those of the repairs that it takes along. */
  public static List<String> ofRepairs(RunRecord record, RunSpec run) {
    return shown(record.repairs().differences(run), "corrections");
  }

  /** Those of the secrets of signatures and masks, in this process's environment and the files. */
  public static List<String> ofSecrets(RunRecord record, RunSpec run) {
    List<String> differences =
        new ArrayList<>(record.secrets().differences(run.signatureSecrets(), System.getenv()));
    differences.addAll(run.masks().differences(run.runId(), System.getenv()));
    return differences;
  }

  /** Those of the program itself. */
  public static List<String> ofProgram(RunRecord record, String code, String engine) {
    List<String> differences = new ArrayList<>();
    if (!record.code().equals(code)) {
      differences.add(
          Text.format(
              "the program is another build: its code was %s, and is now %s",
              shortened(record.code()), shortened(code)));
    }
    if (!record.engine().equals(engine)) {
      differences.add(
          Text.format("the engine was DuckDB %s, and is now %s", record.engine(), engine));
    }
    return differences;
  }

  /** A list that may be long, cut to what a person reads. */
  static List<String> shown(List<String> all, String what) {
    if (all.size() <= SHOWN) {
      return all;
    }
    List<String> shown = new ArrayList<>(all.subList(0, SHOWN));
    shown.add(Text.format("and %,d more %s", all.size() - SHOWN, what));
    return shown;
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }
}
