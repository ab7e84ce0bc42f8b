package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A warehouse in memory: partitions that jobs write, whose ids are given away once. */
final class FakeJobs implements Jobs {
  private static final Partition EXAMPLE = Sample.day(1);

  private final Map<JobId, Run> runs = new LinkedHashMap<>();
  private final SortedMap<Partition, String> content = new TreeMap<>();
  private final List<Job> written = new ArrayList<>();
  private final Set<String> gone = new HashSet<>();
  private final Function<Job, String> tables;
  private Function<Job, Optional<JobStatus.JobError>> failures = job -> Optional.empty();

  FakeJobs() {
    this(job -> "");
  }

  /**
   * @param tables what jobs write to, which says when they did
   */
  FakeJobs(Function<Job, String> tables) {
    this.tables = tables;
  }

  /** A job that was begun. */
  private static final class Run {
    final Job job;
    boolean done;
    Optional<JobStatus.JobError> error = Optional.empty();
    String lastModified = "";

    Run(Job job) {
      this.job = job;
    }

    JobStatus status() {
      return new JobStatus(
          job.id(), job.table(), job.partition(), job.label(), done, error, Optional.empty());
    }
  }

  /** From now on jobs fail as this says. */
  synchronized void fail(Function<Job, Optional<JobStatus.JobError>> how) {
    failures = how;
  }

  /** A file is not there any more. */
  synchronized void lose(String digest) {
    gone.add(digest);
  }

  @Override
  public synchronized boolean insert(Job job) {
    return runs.putIfAbsent(job.id(), new Run(job)) == null;
  }

  @Override
  public synchronized Optional<JobStatus> find(JobId id) {
    return Optional.ofNullable(runs.get(id)).map(Run::status);
  }

  @Override
  public synchronized JobStatus await(JobId id) {
    Run run = runs.get(id);
    end(run);
    return run.status();
  }

  @Override
  public synchronized Map<JobId, String> lastModified(Collection<JobStatus> written) {
    return written.stream()
        .collect(Collectors.toMap(JobStatus::id, job -> runs.get(job.id()).lastModified));
  }

  /** Ends every job that was begun. */
  synchronized void endAll() {
    List.copyOf(runs.values()).forEach(this::end);
  }

  private void end(Run run) {
    if (run.done) {
      return;
    }
    run.done = true;
    run.error = failures.apply(run.job);
    if (run.job.work() instanceof Job.Work.Load load
        && load.replacement().result().files().stream()
            .map(StagedFile::digest)
            .anyMatch(gone::contains)) {
      run.error = Optional.of(new JobStatus.JobError("a file is not there", true));
    }
    if (run.error.isPresent()) {
      return;
    }
    run.lastModified = tables.apply(run.job);
    Partition partition = new Partition(EXAMPLE.table(), run.job.partition());
    if (run.job.work() instanceof Job.Work.Load load) {
      content.put(partition, load.replacement().result().content().fullChecksum());
      written.add(run.job);
    } else if (run.job.work() instanceof Job.Work.Empty) {
      content.remove(partition);
      written.add(run.job);
    }
  }

  /** What partitions hold: the checksum of their rows; none where they are empty. */
  synchronized SortedMap<Partition, String> content() {
    return new TreeMap<>(content);
  }

  /** The jobs that wrote, in order. */
  synchronized List<Job> written() {
    return List.copyOf(written);
  }

  synchronized int begun() {
    return runs.size();
  }
}
