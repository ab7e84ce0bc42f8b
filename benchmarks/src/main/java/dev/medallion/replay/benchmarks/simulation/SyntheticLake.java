package dev.medallion.replay.benchmarks.simulation;

import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectStore;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Generation;
import dev.medallion.replay.transforms.storage.Pinned;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket whose objects exist only while they are listed: the same number below each date of each
 * source. It counts the calls that a real one would be asked.
 */
final class SyntheticLake implements ObjectStore {
  private static final long PAGE = 1000;
  private static final String BUCKET = "gs://synthetic/";

  private final long objectsPerDay;
  private final AtomicLong calls = new AtomicLong();

  SyntheticLake(long objectsPerDay) {
    this.objectsPerDay = objectsPerDay;
  }

  /** Listing calls so far, in pages of 1,000 names. */
  long calls() {
    return calls.get();
  }

  @Override
  public List<Entry> list(String folder) {
    if (!folder.contains("/dt=")) {
      throw new IllegalStateException("a folder above the dates is listed: " + folder);
    }
    calls.addAndGet((objectsPerDay + PAGE - 1) / PAGE);
    List<Entry> entries = new ArrayList<>();
    for (long i = 0; i < objectsPerDay; i++) {
      // Names and generations as a bucket has them, which compress as badly.
      long mixed = ((i + 1) * 0x9E3779B97F4A7C15L) ^ (folder.hashCode() * 0xC2B2AE3D27D4EB4FL);
      entries.add(
          new Entry(
              "evt_%08d_%016x.jsonl".formatted(i, mixed),
              false,
              500 + (mixed & 0x3FF),
              Long.toString(1_700_000_000_000_000L + ((mixed >>> 16) % 1_000_000_000_000L))));
    }
    return entries;
  }

  @Override
  public Pinned pin(String path) {
    return new Pinned(Address.parse(uri(path)), new Generation("1"), 0);
  }

  @Override
  public InputStream open(ObjectRef object) {
    throw new UnsupportedOperationException("nothing is read here");
  }

  @Override
  public String uri(String path) {
    return BUCKET + path;
  }
}
