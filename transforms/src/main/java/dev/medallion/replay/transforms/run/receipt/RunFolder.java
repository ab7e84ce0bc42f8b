package dev.medallion.replay.transforms.run.receipt;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.files.WholeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folder of one run, {@code <state>/runs/<run id>/}: its receipt, in steps that are never
 * overwritten.
 *
 * @param path the folder
 * @param runId the run's
 */
public record RunFolder(Path path, String runId) {
  /** The whole receipt. */
  public static final String MANIFEST = "manifest.json";

  /** The verdict alone; a run without it crashed. */
  public static final String VERDICT = "verdict.json";

  /** The receipt for a person. */
  public static final String REPORT = "report.html";

  /** OpenLineage events, one a line. */
  public static final String LINEAGE = "lineage.jsonl";

  private static final String RUNS = "runs";

  /**
   * Makes the folder of a new run.
   *
   * @throws UsageException if there is a run of this id
   */
  public static RunFolder create(Path state, String runId) throws IOException {
    Path runs = state.resolve(RUNS);
    Files.createDirectories(runs);
    try {
      return new RunFolder(Files.createDirectory(runs.resolve(runId)), runId);
    } catch (FileAlreadyExistsException e) {
      UsageException taken = taken(runs.resolve(runId), runId);
      taken.initCause(e);
      throw taken;
    }
  }

  private static UsageException taken(Path folder, String runId) {
    return new UsageException(
        List.of(Text.format("run %s already exists in %s: give another --run-id", runId, folder)));
  }

  /**
   * Where the folder of a new run will be.
   *
   * @throws UsageException if there is a run of this id
   */
  public static RunFolder unused(Path state, String runId) throws IOException {
    RunFolder folder = open(state, runId);
    if (Files.exists(folder.path)) {
      throw taken(folder.path, runId);
    }
    return folder;
  }

  /** The folder of an earlier run. */
  public static RunFolder open(Path state, String runId) {
    return new RunFolder(state.resolve(RUNS).resolve(runId), runId);
  }

  /** The state folder that it is in. */
  public Path state() {
    return path.getParent().getParent();
  }

  /** The ids of all runs, by the time at which their folders were begun, oldest first. */
  public static List<String> list(Path state) {
    return list(state, f -> Files.exists(f.resolve(step(1))), RunAge.OLDEST_FIRST);
  }

  /**
   * The ids of runs that died before the first step of their receipt, or write it right now, by
   * name.
   */
  public static List<String> withoutReceipt(Path state) {
    return list(state, f -> !Files.exists(f.resolve(step(1))), Comparator.naturalOrder());
  }

  private static List<String> list(
      Path state, Predicate<Path> which, Comparator<? super Path> order) {
    Path runs = state.resolve(RUNS);
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders.filter(which).sorted(order).map(f -> f.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the runs in " + runs, e);
    }
  }

  /** Writes the first step of the receipt, unless it stands. */
  public void started(Manifest manifest) throws IOException {
    create(step(1), ManifestJson.write(manifest));
    create(LINEAGE, Lineage.start(manifest) + "\n");
  }

  /** Writes a step between the first and the last, e.g. what broke. */
  public void step(Manifest manifest) throws IOException {
    int next = 2;
    while (!create(step(next), ManifestJson.write(manifest))) {
      next++;
    }
  }

  /**
   * Writes the whole receipt; the verdict comes last, so that its presence means all is there. A
   * receipt that stands already, of an attempt that was cut short, stays.
   */
  public void finished(Manifest manifest) throws IOException {
    create(MANIFEST, ManifestJson.write(manifest.withResumes(resumes())));
    Manifest whole = latestManifest();
    if (!hasEnded()) {
      // Both follow from the receipt; what an attempt left that was cut short knows of no resume.
      WholeFiles.replace(path.resolve(REPORT), ReportHtml.of(whole));
      WholeFiles.replace(
          path.resolve(LINEAGE), Lineage.start(whole) + "\n" + Lineage.end(whole) + "\n");
    }
    create(VERDICT, ManifestJson.text(VerdictFile.of(whole)));
  }

  /** Whether the run has a verdict; one without was stopped, or is at work. */
  public boolean hasEnded() {
    return Files.exists(path.resolve(VERDICT));
  }

  /**
   * Records that the run goes on.
   *
   * @return false where another process did that first
   */
  public boolean resumed(Resumed by) throws IOException {
    return create(resume(by.number()), ManifestJson.text(by));
  }

  /** How often the run went on, in order. */
  public List<Resumed> resumes() throws IOException {
    List<Resumed> resumes = new ArrayList<>();
    for (int n = 1; Files.exists(path.resolve(resume(n))); n++) {
      resumes.add(ManifestJson.readResumed(path.resolve(resume(n))));
    }
    return resumes;
  }

  /**
   * The newest step of the receipt: the whole, if the run came to its end.
   *
   * @throws IOException if there is none, or it can't be read
   */
  public Manifest latestManifest() throws IOException {
    return ManifestJson.read(path.resolve(latestStep())).withResumes(resumes());
  }

  private String latestStep() {
    return Files.exists(path.resolve(MANIFEST)) ? MANIFEST : step(Math.max(1, steps()));
  }

  /** How many steps of the receipt there are before the whole. */
  public int steps() {
    int steps = 0;
    while (Files.exists(path.resolve(step(steps + 1)))) {
      steps++;
    }
    return steps;
  }

  private static String resume(int number) {
    return Text.format("resume-%d.json", number);
  }

  private static String step(int number) {
    return Text.format("manifest-%d.json", number);
  }

  private boolean create(String file, String text) throws IOException {
    return WholeFiles.create(path.resolve(file), text);
  }
}
