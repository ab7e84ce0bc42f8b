package dev.medallion.replay.pipelines.suite.elsewhere;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.gcs.GcsServer;
import dev.medallion.replay.transforms.storage.gcs.proxy.GcsProxy;
import dev.medallion.replay.transforms.storage.kinds.MoreStorages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process that speaks Cloud Storage, a proxy before it, and lakes in buckets of theirs. */
final class GcsLake implements AutoCloseable {
  private final GcsServer server;
  private final GcsProxy proxy;
  private int buckets;
  private Address lake;

  private GcsLake(GcsServer server, GcsProxy proxy) {
    this.server = server;
    this.proxy = proxy;
  }

  /** Starts it; the program then calls it by way of the proxy. */
  static GcsLake start() throws IOException, InterruptedException {
    GcsServer server = GcsServer.start();
    GcsProxy proxy = GcsProxy.before(server.endpoint());
    MoreStorages.serve(GcsServer.storage(proxy.endpoint()));
    return new GcsLake(server, proxy);
  }

  GcsProxy proxy() {
    return proxy;
  }

  /** A new bucket with the objects of a local lake, below {@code in}. */
  void fill(Path local) {
    lake = Address.parse("gs://lake-" + buckets++);
    server.bucket(lake.root());
    try (Stream<Path> files = Files.walk(local)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        put(local.relativize(file).toString(), Files.readAllBytes(file), "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts an object, past the proxy. */
  void put(String path, byte[] bytes, String encoding) {
    server.put(lake.resolve("in").resolve(path), bytes, encoding);
  }

  /** Deletes an object, past the proxy. */
  void delete(String path) {
    try {
      server.storage().delete(lake.resolve("in").resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its lake lies. */
  String input() {
    return lake.resolve("in").uri();
  }

  /** The dead letters of a run. */
  List<DeadLetter> deadLetters(Outcome outcome, Path folder) throws Exception {
    Address file =
        lake.resolve("state/runs")
            .resolve(outcome.manifest().run().runId())
            .resolve("dead_letters.parquet");
    Path copy = Files.createTempFile(folder, "dead_letters", ".parquet");
    Files.write(copy, server.storage().read(file).bytes());
    return DeadLetterFile.read(copy);
  }

  /** Runs the two days of {@link SmallPayments} from the bucket, with everything else in it too. */
  Outcome run(Bench bench, String... options) {
    return bench.run(
        Stream.concat(
                List.of(
                    "--input=" + input(),
                    "--state=" + lake.resolve("state").uri(),
                    "--staging=" + lake.resolve("staging").uri())
                    .stream(),
                Stream.of(options))
            .toArray(String[]::new));
  }

  @Override
  public void close() {
    MoreStorages.serve();
    proxy.close();
    server.close();
  }
}
