package dev.medallion.replay.transforms.receipt;

import dev.medallion.replay.options.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
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
   * @throws FileAlreadyExistsException if there is a run of this id
   */
  public static RunFolder create(Path state, String runId) throws IOException {
    Path runs = state.resolve(RUNS);
    Files.createDirectories(runs);
    try {
      return new RunFolder(Files.createDirectory(runs.resolve(runId)), runId);
    } catch (FileAlreadyExistsException e) {
      FileAlreadyExistsException said =
          new FileAlreadyExistsException(
              Text.format(
                  "run %s is there already, in %s: take another --run-id",
                  runId, runs.resolve(runId)));
      said.initCause(e);
      throw said;
    }
  }

  /** The folder of an earlier run. */
  public static RunFolder open(Path state, String runId) {
    return new RunFolder(state.resolve(RUNS).resolve(runId), runId);
  }

  /** The ids of all runs, by the time at which their folders were begun, oldest first. */
  public static List<String> list(Path state) {
    Path runs = state.resolve(RUNS);
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(f -> Files.exists(f.resolve(step(1))))
          .sorted(RunAge.OLDEST_FIRST)
          .map(f -> f.getFileName().toString())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the runs in " + runs, e);
    }
  }

  /** Writes the first step of the receipt. */
  public void started(Manifest manifest) throws IOException {
    write(step(1), ManifestJson.write(manifest));
    write(LINEAGE, Lineage.start(manifest) + "\n");
  }

  /** Writes a step between the first and the last, e.g. what is about to be published. */
  public void step(Manifest manifest) throws IOException {
    int next = 2;
    while (Files.exists(path.resolve(step(next)))) {
      next++;
    }
    write(step(next), ManifestJson.write(manifest));
  }

  /** Writes the whole receipt; the verdict comes last, so that its presence means all is there. */
  public void finished(Manifest manifest) throws IOException {
    write(MANIFEST, ManifestJson.write(manifest));
    write(REPORT, ReportHtml.of(manifest));
    Files.writeString(
        path.resolve(LINEAGE),
        Lineage.end(manifest) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    write(VERDICT, ManifestJson.text(VerdictFile.of(manifest)));
  }

  /**
   * The newest step of the receipt: the whole, if the run came to its end.
   *
   * @throws IOException if there is none, or it can't be read
   */
  public Manifest latestManifest() throws IOException {
    if (Files.exists(path.resolve(MANIFEST))) {
      return ManifestJson.read(path.resolve(MANIFEST));
    }
    int last = 1;
    while (Files.exists(path.resolve(step(last + 1)))) {
      last++;
    }
    return ManifestJson.read(path.resolve(step(last)));
  }

  private static String step(int number) {
    return Text.format("manifest-%d.json", number);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(
        path.resolve(file),
        text,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
  }
}
