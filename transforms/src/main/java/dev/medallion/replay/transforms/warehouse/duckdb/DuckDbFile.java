package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.engine.PlainError;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.storage.files.Steps;
import dev.medallion.replay.transforms.warehouse.WarehouseBusyException;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file, opened for a moment.
 *
 * <p>DuckDB admits one writing process and then no reader, or many readers and no writer; so who
 * comes second waits, for a bounded time.
 */
final class DuckDbFile {
  /** One writer at a time in this process; another process waits for the file. */
  private static final Map<Path, Lock> WRITERS = new ConcurrentHashMap<>();

  private static final Pattern HOLDER = Pattern.compile("held in (.+?) \\(PID (\\d+)\\)");
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int THREADS = 2;

  /**
   * How many keys of a join DuckDB compares with the least and greatest value of each block, to
   * leave out blocks that hold none: keys that grow with time stand in few blocks. With its own
   * limit of 50 it would read the column from end to end.
   */
  private static final int KEYS_COMPARED_WITH_BLOCKS = 10_000;

  private final Path file;
  private final DuckDbSettings settings;

  DuckDbFile(Path file, DuckDbSettings settings) {
    this.file = file.toAbsolutePath().normalize();
    this.settings = settings;
  }

  Path path() {
    return file;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** Work on an open connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Reads, and leaves every byte of the file as it was. The file must exist. */
  <T> T read(Work<T> work) {
    requireFile();
    Properties config = config(true);
    // Spilling beside the file would leave traces where only reading is allowed.
    config.setProperty("temp_directory", spillDirectory());
    return with(config, work);
  }

  /** Reads, with no way to any other file, not even to spill; for SQL that a user wrote. */
  <T> T readLocked(Work<T> work) {
    requireFile();
    Properties config = config(true, settings.withMostMemory());
    config.setProperty("temp_directory", "");
    return with(
        config,
        connection -> {
          try (Statement lock = connection.createStatement()) {
            lock.execute("SET enable_external_access = false");
            lock.execute("SET lock_configuration = true");
          }
          return work.on(connection);
        });
  }

  /**
   * Reads and writes in one transaction, made durable when the work returns, undone if it throws.
   * Where the memory does not do, the work is done once more, with more of it.
   */
  <T> T write(Work<T> work) {
    requireWritable();
    try {
      return write(work, settings);
    } catch (WarehouseException e) {
      if (!isOutOfMemory(e)) {
        throw e;
      }
    }
    try {
      return write(work, settings.withMostMemory());
    } catch (WarehouseException e) {
      throw isOutOfMemory(e) ? tooLarge(e) : e;
    }
  }

  private WarehouseException tooLarge(WarehouseException e) {
    WarehouseException said =
        new WarehouseException(
            Text.format(
                "the warehouse %s failed: the rows to publish hold texts that do not fit into the"
                    + " %,d MiB it may use, half of this machine's memory; publish on a larger"
                    + " machine",
                file, settings.mostMebibytes()));
    // Not its cause: what DuckDB says to do is not what to do here.
    said.addSuppressed(e);
    return said;
  }

  private <T> T write(Work<T> work, DuckDbSettings with) {
    // DuckDB fails the second of two transactions of one process that change the same rows.
    Lock writing = WRITERS.computeIfAbsent(file.toAbsolutePath(), f -> new ReentrantLock());
    writing.lock();
    try {
      return with(
          config(false, with),
          connection -> {
            connection.setAutoCommit(false);
            try {
              T result = work.on(connection);
              Steps.taken("wrote to the warehouse");
              connection.commit();
              Steps.taken("committed to the warehouse");
              return result;
            } catch (SQLException | RuntimeException e) {
              rollback(connection, e);
              throw e;
            }
          });
    } finally {
      writing.unlock();
    }
  }

  private <T> T with(Properties config, Work<T> work) {
    try (Connection connection = open(config)) {
      try (Statement zone = connection.createStatement()) {
        zone.execute(Sql.setTimeZone(settings.zone()));
      }
      return work.on(connection);
    } catch (SQLException e) {
      throw failed(e);
    } catch (AskedDatabase.Refused e) {
      throw failed(e.why());
    }
  }

  /** Of this process alone; DuckDB makes it when it has to spill, and takes it away again. */
  private static String spillDirectory() {
    return Path.of(System.getProperty("java.io.tmpdir"))
        .resolve("replay-spill-" + ProcessHandle.current().pid())
        .toString();
  }

  private Connection open(Properties config) throws SQLException {
    long deadline = System.nanoTime() + settings.patience().toNanos();
    while (true) {
      try {
        return DriverManager.getConnection("jdbc:duckdb:" + file, config);
      } catch (SQLException e) {
        if (!isHeld(e)) {
          throw explained(e);
        }
        if (System.nanoTime() >= deadline) {
          throw busy(e);
        }
        pause(e);
      }
    }
  }

  private Properties config(boolean readOnly) {
    return config(readOnly, settings);
  }

  private static Properties config(boolean readOnly, DuckDbSettings settings) {
    Properties config = new Properties();
    config.setProperty("duckdb.read_only", Boolean.toString(readOnly));
    config.setProperty("autoinstall_known_extensions", "false");
    config.setProperty("autoload_known_extensions", "false");
    config.setProperty("threads", Integer.toString(THREADS));
    // Rows of a table have no order. To keep one, DuckDB writes all of them twice: first to its
    // log.
    config.setProperty("preserve_insertion_order", "false");
    config.setProperty("dynamic_or_filter_threshold", Integer.toString(KEYS_COMPARED_WITH_BLOCKS));
    config.setProperty("memory_limit", settings.memoryMebibytes() + "MiB");
    return config;
  }

  private static boolean isOutOfMemory(WarehouseException e) {
    return e.getCause() instanceof SQLException cause
        && String.valueOf(cause.getMessage()).contains("Out of Memory Error");
  }

  /** By another process, or by this one in the other mode. */
  private static boolean isHeld(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("Could not set lock on file")
        || message.contains("with a different configuration");
  }

  private WarehouseBusyException busy(SQLException e) {
    Matcher holder = HOLDER.matcher(String.valueOf(e.getMessage()));
    String who =
        holder.find()
            ? "process " + holder.group(2) + " (" + holder.group(1) + ")"
            : "another part of this process";
    return new WarehouseBusyException(
        "the warehouse "
            + file
            + " is held by "
            + who
            + ", and this run waited for it "
            + settings.patience().toSeconds()
            + " s; close it there (e.g. a DuckDB shell) and try again",
        e);
  }

  private WarehouseException failed(SQLException e) {
    SQLException plain = PlainError.of(e);
    return new WarehouseException("the warehouse " + file + " failed: " + firstLine(plain), plain);
  }

  private WarehouseException explained(SQLException e) {
    String message = firstLine(e);
    if (message.contains("not a valid DuckDB database file")) {
      return new WarehouseException(
          file + " is not a DuckDB file; give another file, or move this one away", e);
    }
    return new WarehouseException("cannot open the warehouse " + file + ": " + message, e);
  }

  private void requireFile() {
    if (!exists()) {
      throw new WarehouseException(
          "the warehouse " + file + " does not exist yet; the first run that publishes creates it");
    }
    if (Files.isDirectory(file)) {
      throw new WarehouseException(
          file + " is a directory; a warehouse is one file, e.g. " + file.resolve("lake.duckdb"));
    }
  }

  private void requireWritable() {
    Path parent = file.getParent();
    if (parent == null || Files.isDirectory(file)) {
      throw new WarehouseException(
          file + " is a directory; a warehouse is one file, e.g. " + file.resolve("lake.duckdb"));
    }
    if (!Files.isDirectory(parent)) {
      throw new WarehouseException(
          "cannot create the warehouse " + file + ": no directory " + parent + "; create it");
    }
    if (!Files.isWritable(parent)) {
      throw new WarehouseException(
          "cannot write the warehouse "
              + file
              + ": the directory "
              + parent
              + " is read-only, and DuckDB keeps its log there; give another file");
    }
    if (exists() && !Files.isWritable(file)) {
      throw new WarehouseException(
          "cannot write the warehouse " + file + ": the file is read-only; make it writable");
    }
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e); // the connection is closed next, which undoes it too
    }
  }

  private static void pause(SQLException cause) {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseException("interrupted while waiting for the warehouse", cause);
    }
  }

  static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
