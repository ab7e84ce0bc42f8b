package dev.medallion.replay.transforms.run.receipt;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.local.LeftDrafts;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The folder of one run, {@code <state>/runs/<run id>/}: its receipt, in steps that are never
 * overwritten.
 *
 * @param address the folder
 * @param runId the run's
 */
public record RunFolder(Address address, String runId) {
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
  public static RunFolder create(Address state, String runId) throws IOException {
    RunFolder folder = unused(state, runId);
    boolean own =
        LocalFolders.isLocal(folder.address) ? LocalFolders.create(folder.address) : folder.claim();
    if (!own) {
      throw taken(folder);
    }
    return folder;
  }

  /** Elsewhere there are no folders without objects. */
  private boolean claim() throws IOException {
    String token = Nondeterminism.newSalt();
    return new Creation(storage()).once(file("begun.txt"), token + "\n", token);
  }

  private static UsageException taken(RunFolder folder) {
    return new UsageException(
        List.of(
            Text.format(
                "run %s already exists in %s: give another --run-id",
                folder.runId, folder.address)));
  }

  /**
   * Where the folder of a new run will be.
   *
   * @throws UsageException if there is a run of this id
   */
  public static RunFolder unused(Address state, String runId) throws IOException {
    RunFolder folder = open(state, runId);
    if (folder.exists()) {
      throw taken(folder);
    }
    return folder;
  }

  /** The folder of an earlier run. */
  public static RunFolder open(Address state, String runId) {
    return new RunFolder(state.resolve(RUNS).resolve(runId), runId);
  }

  /** Whether a run may have this id: whoever asks for another one asks in vain. */
  public static boolean mayBeNamed(String runId) {
    return !runId.isEmpty() && !runId.contains("/") && !Set.of(".", "..").contains(runId);
  }

  /** The state folder that it is in. */
  public Address state() {
    return address.parent().parent();
  }

  /** Whether anything is there of the run. */
  public boolean exists() throws IOException {
    return LocalFolders.isLocal(address)
        ? LocalFolders.exists(address)
        : !storage().list(address, NameRange.all().first(1)).isEmpty();
  }

  /** The ids of all runs, by the time at which their folders were begun, oldest first. */
  public static List<String> list(Address state) {
    return all(state).stream()
        .filter(f -> f.isThere(step(1)))
        .sorted(RunAge.OLDEST_FIRST)
        .map(RunFolder::runId)
        .toList();
  }

  /**
   * The ids of runs that died before the first step of their receipt, or write it right now, by
   * name.
   */
  public static List<String> withoutReceipt(Address state) {
    return all(state).stream()
        .filter(f -> !f.isThere(step(1)))
        .map(RunFolder::runId)
        .sorted()
        .toList();
  }

  /** The folders of all runs, by name. */
  public static List<RunFolder> all(Address state) {
    Address runs = state.resolve(RUNS);
    try {
      return StandardStorages.get().of(runs).children(runs).folders().stream()
          .map(f -> new RunFolder(f, f.name()))
          .toList();
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
      new Creation(storage()).over(file(REPORT), ReportHtml.of(whole));
      new Creation(storage())
          .over(file(LINEAGE), Lineage.start(whole) + "\n" + Lineage.end(whole) + "\n");
    }
    create(VERDICT, ManifestJson.text(VerdictFile.of(whole)));
  }

  /** Whether the run has a verdict; one without was stopped, or is at work. */
  public boolean hasEnded() {
    return isThere(VERDICT);
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
    for (int n = 1; isThere(resume(n)); n++) {
      resumes.add(ManifestJson.readResumed(file(resume(n))));
    }
    return resumes;
  }

  /**
   * The newest step of the receipt: the whole, if the run came to its end.
   *
   * @throws IOException if there is none, or it can't be read
   */
  public Manifest latestManifest() throws IOException {
    return ManifestJson.read(file(latestStep())).withResumes(resumes());
  }

  private String latestStep() {
    return isThere(MANIFEST) ? MANIFEST : step(Math.max(1, steps()));
  }

  /** How many steps of the receipt there are before the whole. */
  public int steps() {
    int steps = 0;
    while (isThere(step(steps + 1))) {
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

  private boolean create(String name, String text) throws IOException {
    return new Creation(storage()).holds(file(name), text);
  }

  /** The address of one of its files. */
  public Address file(String name) {
    return address.resolve(name);
  }

  /** Whether it has a file. */
  public boolean isThere(String name) {
    try {
      return storage().stat(file(name)).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at the run's folder " + address, e);
    }
  }

  /** Deletes what a process that was killed had begun to write there. */
  public void deleteDrafts() throws IOException {
    LeftDrafts.delete(address);
  }

  private Storage storage() {
    return StandardStorages.get().of(address);
  }
}
