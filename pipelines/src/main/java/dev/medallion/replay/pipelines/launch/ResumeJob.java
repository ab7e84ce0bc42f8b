package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.pipelines.launch.progress.Progress;
import dev.medallion.replay.transforms.engine.Engine;
import dev.medallion.replay.transforms.model.ModelException;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.Models;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.end.RunEnd;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.resume.Differences;
import dev.medallion.replay.transforms.run.resume.PinnedInputs;
import dev.medallion.replay.transforms.run.resume.PinnedSecrets;
import dev.medallion.replay.transforms.run.resume.RunRecord;
import dev.medallion.replay.transforms.run.resume.RunRecords;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Resumes a run with the same id, spec and staging, so that finished units come from its completion
 * records.
 */
public final class ResumeJob {
  private final RunFolder folder;
  private final RunRecord record;

  /**
   * A run that was begun.
   *
   * @throws IOException where its record can't be read, or is of a newer version
   */
  public ResumeJob(RunFolder folder) throws IOException {
    this.folder = folder;
    this.record = RunRecords.read(folder);
  }

  /** Who is at work on the run, as far as can be told, other than this process. */
  public Optional<HostProcess> atWork() throws IOException {
    HostProcess last = RunRecords.lastProcess(folder);
    HostProcess self = ProcessLiveness.thisProcess();
    boolean isSelf = last.pid() == self.pid() && last.host().equals(self.host());
    return !isSelf && new ProcessLiveness().mayBeAlive(last) ? Optional.of(last) : Optional.empty();
  }

  /**
   * Carries the run to its end.
   *
   * @throws UsageException naming all that it rests on and that is not what it was
   */
  public ReplayResult resume(PipelineOptions runner, PublishSettings publishing, Progress progress)
      throws IOException {
    ModelFiles files = same();
    RunSpec run = RunRecords.spec(record, files);
    run.completions().claim();
    progress.follow(run.completions());
    // A run that died right after its record was written has no receipt yet.
    folder.started(record.started());
    ResumeClaim.of(folder, run.completions().done());
    RunRecords.pinRepairs(record, run);
    PinnedSecrets.pin(run, System.getenv());
    RunSpec inTurn = NextTurn.of(run, Models.of(files), warehouse(), publishing.takeLease());
    RunPlaces places = new RunPlaces(run.staging(), folder.address(), Mode.RUN);
    boolean goesOn = false;
    try {
      // Somebody else's lease leaves the run as it was: it can be resumed later.
      Optional<Manifest> ended =
          new RunToEnd(inTurn, record.started(), folder, publishing).graph(runner);
      goesOn = ended.isEmpty();
      return new ReplayResult(
          ended.orElse(record.started()).withResumes(folder.resumes()),
          Optional.of(folder.address()),
          goesOn);
    } finally {
      if (!goesOn) {
        places.tidy();
      }
    }
  }

  /** Puts away what a run left that ended, and was killed before it could. */
  public ReplayResult tidy() throws IOException {
    new RunEnd(folder, record.staging(), warehouse()).tidy();
    return new ReplayResult(folder.latestManifest(), Optional.of(folder.address()));
  }

  /** The model's files, if they and all else that the run rests on are what they were. */
  private ModelFiles same() throws IOException {
    List<String> differences =
        new ArrayList<>(Differences.ofProgram(record, CodeDigest.text(), Engine.version()));
    if (!folder.address().equals(record.runFolder())) {
      differences.add(
          Text.format("its folder was %s, and is now %s", record.runFolder(), folder.address()));
    }
    ModelFiles files = ModelFiles.of(Map.of());
    try {
      files = RunSpecs.modelFiles(record.model());
      differences.addAll(Differences.ofModel(record, files));
    } catch (ModelException e) {
      e.problems().forEach(p -> differences.add("model " + record.model() + ": " + p));
    }
    // What is published was made of the objects as they were; just the receipt is to be written.
    if (!warehouse().hasPublished(folder.runId())) {
      RunSpec run = RunRecords.spec(record, files);
      differences.addAll(Differences.ofRepairs(record, run));
      differences.addAll(Differences.ofSecrets(record, run));
      if (differences.isEmpty()) {
        differences.addAll(ZoneAgreement.differences(Models.of(files), run.scope()));
      }
      differences.addAll(new PinnedInputs(run).differences());
    }
    refuse(differences);
    return files;
  }

  private Warehouse warehouse() {
    return Warehouses.of(record.warehouse(), record.state(), ZoneOffset.UTC);
  }

  private void refuse(List<String> differences) {
    if (differences.isEmpty()) {
      return;
    }
    List<String> problems = new ArrayList<>();
    problems.add(
        Text.format(
            "cannot resume run %s: these inputs have changed; restore them, or start a new run:",
            folder.runId()));
    differences.forEach(d -> problems.add("  " + d));
    throw new UsageException(problems);
  }
}
