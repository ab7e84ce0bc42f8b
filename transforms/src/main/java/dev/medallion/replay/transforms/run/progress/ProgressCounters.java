package dev.medallion.replay.transforms.run.progress;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a run has done so far, for a display in the same process and for nothing else: in a
 * retried bundle it counts twice.
 *
 * <p>Without a listener the counts are discarded.
 */
public final class ProgressCounters implements AutoCloseable {
  private static final Map<String, ProgressCounters> LISTENED_TO = new ConcurrentHashMap<>();

  private final String runId;
  private final LongAdder objectsListed = new LongAdder();
  private final LongAdder objectsRead = new LongAdder();
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder recordsRead = new LongAdder();
  private final LongAdder shardsBuilt = new LongAdder();
  private final LongAdder partitionsBuilt = new LongAdder();
  private final LongAdder partitionsPublished = new LongAdder();
  private volatile String stage = "starting";

  private ProgressCounters(String runId) {
    this.runId = runId;
  }

  /** Begins to count for a run; the listener closes it. */
  public static ProgressCounters listen(String runId) {
    return LISTENED_TO.computeIfAbsent(runId, ProgressCounters::new);
  }

  /** The counters of a run; without a listener some that nobody reads. */
  public static ProgressCounters of(String runId) {
    ProgressCounters counters = LISTENED_TO.get(runId);
    return counters == null ? new ProgressCounters(runId) : counters;
  }

  /** What the run is at, e.g. {@code reading}. */
  public void stage(String name) {
    stage = name;
  }

  public void listed(long objects) {
    objectsListed.add(objects);
  }

  public void objectRead(long bytes) {
    objectsRead.increment();
    bytesRead.add(bytes);
  }

  public void recordsRead(long records) {
    recordsRead.add(records);
  }

  public void shardBuilt() {
    shardsBuilt.increment();
  }

  public void partitionBuilt() {
    partitionsBuilt.increment();
  }

  public void partitionPublished() {
    partitionsPublished.increment();
  }

  /** The counts at this moment. */
  public ProgressSnapshot snapshot() {
    return new ProgressSnapshot(
        stage,
        objectsListed.sum(),
        objectsRead.sum(),
        bytesRead.sum(),
        recordsRead.sum(),
        shardsBuilt.sum(),
        partitionsBuilt.sum(),
        partitionsPublished.sum());
  }

  @Override
  public void close() {
    LISTENED_TO.remove(runId, this);
  }
}
