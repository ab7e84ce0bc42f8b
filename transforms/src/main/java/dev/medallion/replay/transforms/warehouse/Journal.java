package dev.medallion.replay.transforms.warehouse;

import java.util.List;
import java.util.Optional;

/** The history of publications: what was published, when, by which run. */
public interface Journal {
  /** What a run did when it published, {@link PublishReport#alreadyApplied}; empty: it did not. */
  Optional<PublishReport> published(String runId);

  /** The run that published last; empty where none did. */
  Optional<String> newest();

  /** The number of that run; 0 where none published. */
  long newestNumber();

  /** The run that published, or looked at, a partition last; empty where none did. */
  String newestOf(TableRef table, String partition);

  /** The tables of which partitions are published, and how those are cut. */
  List<PublishedTable> tables();
}
