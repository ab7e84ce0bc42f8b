package dev.medallion.replay.pipelines.suite;

import dev.medallion.replay.pipelines.Replays;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One warehouse and its state in a folder of their own, and commands run against them as a user
 * would run them.
 */
public final class Bench {
  private final Path folder;
  private final String address;
  private final List<String> place = new ArrayList<>();
  private final List<String> defaults = new ArrayList<>();
  private final Replays replays = new Replays();

  /**
   * A bench.
   *
   * @param folder empty; the warehouse is {@code lake.duckdb} in it
   * @param defaults options of every replay, e.g. {@code --model=payments}
   */
  public Bench(Path folder, String... defaults) {
    this.folder = folder;
    BenchWarehouse warehouse = BenchWarehouse.of(warehouse(), state());
    this.address = warehouse.address();
    this.place.add("--warehouse=" + address);
    this.place.addAll(warehouse.options());
    this.defaults.addAll(Arrays.asList(defaults));
    this.defaults.addAll(place);
  }

  private Bench(Path folder, String address, List<String> defaults) {
    this.folder = folder;
    this.address = address;
    this.place.add("--warehouse=" + address);
    this.defaults.addAll(defaults);
  }

  /**
   * The same for another warehouse.
   *
   * @param other its address
   * @param state where its state is
   */
  public Bench publishingTo(String other, String state) {
    List<String> changed = new ArrayList<>(defaults);
    changed.removeIf(d -> Set.of("--warehouse", "--state").contains(name(d)));
    changed.add("--warehouse=" + other);
    changed.add("--state=" + state);
    return new Bench(folder, other, changed);
  }

  public Path warehouse() {
    return folder.resolve("lake.duckdb");
  }

  /** Whether the warehouse is a file, which others can write to and whose process can break. */
  public boolean isFile() {
    return address.startsWith("duckdb:");
  }

  /** The options that name the warehouse and its state, for a process of its own. */
  public List<String> place() {
    return List.copyOf(place);
  }

  /** What such a process has to find in its environment. */
  public static Map<String, String> environment() {
    return BenchWarehouse.environment();
  }

  public Path state() {
    return folder.resolve("lake.duckdb.state");
  }

  /** Runs {@code run} with the defaults and these options. */
  public Outcome run(String... options) {
    return replay("run", options);
  }

  /** Runs {@code plan}. */
  public Outcome plan(String... options) {
    return replay("plan", options);
  }

  /**
   * Runs {@code redrive} with the defaults, but for the window, which means another thing to it.
   */
  public Outcome redrive(String... options) {
    List<String> args = new ArrayList<>(List.of("redrive"));
    List<String> given = Arrays.asList(options);
    defaults.stream()
        .filter(d -> given.stream().noneMatch(g -> name(g).equals(name(d))))
        .filter(d -> !Set.of("--from", "--to").contains(name(d)))
        .forEach(args::add);
    args.addAll(given);
    Outcome outcome = replays.run(args);
    Balance.check(outcome);
    return outcome;
  }

  /** Runs another command on this warehouse, with these options alone. */
  public Outcome call(String command, String... options) {
    List<String> args = new ArrayList<>(List.of(command));
    List<String> given = Arrays.asList(options);
    place.stream()
        .filter(d -> given.stream().noneMatch(g -> name(g).equals(name(d))))
        .forEach(args::add);
    args.addAll(given);
    return replays.run(args);
  }

  /** The tables as they are now. */
  public Tables tables() {
    return isFile() ? new Tables(warehouse()) : BenchWarehouse.copied(address, state(), folder);
  }

  /** Writes to a warehouse that is a file, as somebody else would. */
  public void writeByHand(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + warehouse());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private Outcome replay(String command, String... options) {
    List<String> args = new ArrayList<>(List.of(command));
    List<String> given = Arrays.asList(options);
    // A later option wins by leaving the default out: each may be given once.
    defaults.stream()
        .filter(d -> given.stream().noneMatch(g -> name(g).equals(name(d))))
        .forEach(args::add);
    args.addAll(given);
    Outcome outcome = replays.run(args);
    Balance.check(outcome);
    return outcome;
  }

  private static String name(String option) {
    return option.substring(0, option.indexOf('=') < 0 ? option.length() : option.indexOf('='));
  }

  /**
   * How a command ended.
   *
   * @param manifest the receipt; null where the command failed before there was one
   * @param runFolder where it lies; null for a plan
   */
  public record Outcome(int exitCode, Manifest manifest, Path runFolder, String out, String err) {}
}
