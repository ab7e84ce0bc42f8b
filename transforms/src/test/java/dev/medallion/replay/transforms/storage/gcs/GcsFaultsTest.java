package dev.medallion.replay.transforms.storage.gcs;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageContract;
import dev.medallion.replay.transforms.storage.gcs.proxy.GcsProxy;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyCall;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyCall.Kind;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyFault;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyPlan;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract of storages, while a third of all calls meets a fault of each kind. */
@EnabledIfSystemProperty(named = GcsServer.PROGRAM, matches = ".+")
class GcsFaultsTest extends StorageContract {
  private static final double SHARE = 0.3;
  private static final long SEED = 20_261_129;

  private static GcsServer server;
  private static GcsProxy proxy;
  private static int folders;

  private Address root;
  private Storage storage;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = GcsServer.start();
    server.bucket("bucket");
    proxy = GcsProxy.before(server.endpoint());
  }

  @AfterAll
  static void stop() {
    proxy.close();
    server.close();
  }

  @BeforeEach
  void takeAFolder() {
    root = Address.parse("gs://bucket/some/folder-" + folders++);
    storage = GcsServer.storage(proxy.endpoint());
    ProxyPlan faults =
        ProxyPlan.share(
            SEED + folders,
            SHARE,
            Set.of(Kind.LIST, Kind.READ, Kind.STAT, Kind.CREATE, Kind.COPY, Kind.DELETE),
            List.of(
                ProxyFault.UNAVAILABLE_BEFORE,
                ProxyFault.UNAVAILABLE_AFTER,
                ProxyFault.THROTTLED,
                ProxyFault.DROPPED,
                ProxyFault.ANSWER_LOST,
                ProxyFault.ANSWER_CUT));
    proxy.meet(call -> isReplacedByMany(call) ? ProxyFault.NONE : faults.of(call));
  }

  /**
   * Nobody can know that it replaced an object once others replaced it again, if its answer was
   * lost: {@code noneOfManyReplacementsIsLost} counts on answers.
   */
  private static boolean isReplacedByMany(ProxyCall call) {
    return call.kind() == Kind.CREATE
        && !call.query().getOrDefault("ifGenerationMatch", "0").equals("0");
  }

  @Override
  protected Storage storage() {
    return storage;
  }

  @Override
  protected Address root() {
    return root;
  }
}
