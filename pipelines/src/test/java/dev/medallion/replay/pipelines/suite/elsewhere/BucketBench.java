package dev.medallion.replay.pipelines.suite.elsewhere;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A bench all of whose folders are in a bucket; its warehouse alone is a local file. */
final class BucketBench {
  static final String SCHEME = "bucket";
  private static final Address ROOT = Address.parse(SCHEME + "://lake");

  private final Storage bucket;
  private final Bench bench;

  /**
   * A bench.
   *
   * @param bucket serves the scheme
   * @param folder takes the warehouse
   * @param more options of every replay
   */
  BucketBench(Storage bucket, Path folder, String... more) {
    this.bucket = bucket;
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--model=" + ROOT.resolve("model"));
    options.add("--state=" + ROOT.resolve("state"));
    options.add("--staging=" + ROOT.resolve("staging"));
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.bench = SmallPayments.bench(folder, Path.of("nowhere"), options.toArray(String[]::new));
  }

  /** Puts a local file or folder in the place of what the bucket has under a name. */
  void put(Path local, String target) {
    Address folder = ROOT.resolve(target);
    try (Stream<Path> files = Files.walk(local)) {
      bucket.delete(folder);
      for (Stat object : bucket.list(folder, NameRange.all())) {
        bucket.delete(object.address());
      }
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = local.relativize(file).toString();
        bucket.create(name.isEmpty() ? folder : folder.resolve(name), ByteSource.of(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the objects that it has below a folder. */
  List<String> names(String name) {
    Address folder = ROOT.resolve(name);
    try {
      return bucket.list(folder, NameRange.all()).stream()
          .map(o -> o.address().below(folder))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Bench.Outcome run(String... options) {
    return bench.run(withInput(options));
  }

  Bench.Outcome plan(String... options) {
    return bench.plan(withInput(options));
  }

  Bench.Outcome redrive(String... options) {
    return bench.redrive(withInput(options));
  }

  private static String[] withInput(String... options) {
    return Stream.concat(
            Stream.of(
                "--input=" + ROOT.resolve("bronze"),
                "--signatureSecrets=" + ROOT.resolve("secrets/signature-secrets.txt")),
            Arrays.stream(options))
        .toArray(String[]::new);
  }

  Bench.Outcome call(String command, String... options) {
    return bench.call(
        command,
        Stream.concat(Stream.of("--state=" + ROOT.resolve("state")), Arrays.stream(options))
            .toArray(String[]::new));
  }

  Bench local() {
    return bench;
  }
}
