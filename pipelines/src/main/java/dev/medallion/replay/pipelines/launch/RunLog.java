package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Writes the log of a run to {@code run.log}, beside its receipt, once its folder exists. A plan
 * never creates one, and leaves no trace; a state that is not local has none.
 */
final class RunLog extends Handler {
  private static final int MOST_HELD = 1_000;

  private final Address folder;
  private final Deque<LogRecord> held = new ArrayDeque<>();
  private Optional<FileHandler> file = Optional.empty();
  private boolean failed;

  private RunLog(Address folder) {
    this.folder = folder;
    setLevel(Level.INFO);
  }

  /** Begins to keep the log of the run that will have this folder. */
  static RunLog of(Address folder) {
    RunLog log = new RunLog(folder);
    Logger.getLogger("").addHandler(log);
    return log;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (!isLoggable(record) || failed) {
      return;
    }
    held.add(record);
    if (file.isEmpty()) {
      LocalFolders.path(folder).ifPresent(this::open);
    }
    file.ifPresent(f -> held.forEach(f::publish));
    if (file.isPresent() || held.size() > MOST_HELD) {
      held.clear();
    }
  }

  private void open(Path there) {
    try {
      FileHandler opened =
          new FileHandler(there.resolve("run.log").toString().replace("%", "%%"), true);
      opened.setFormatter(new SimpleFormatter());
      opened.setLevel(Level.INFO);
      file = Optional.of(opened);
    } catch (IOException e) {
      // A log is a help; without it the run goes on.
      failed = true;
    }
  }

  @Override
  public synchronized void flush() {
    file.ifPresent(Handler::flush);
  }

  @Override
  public synchronized void close() {
    Logger.getLogger("").removeHandler(this);
    file.ifPresent(Handler::close);
  }
}
