package dev.medallion.replay.transforms.storage.gcs;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = GcsServer.PROGRAM, matches = ".+")
class GcsContractTest extends StorageContract {
  private static GcsServer server;
  private static int folders;

  private Address root;
  private Storage storage;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = GcsServer.start();
    server.bucket("bucket");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void takeAFolder() {
    root = Address.parse("gs://bucket/some/folder-" + folders++);
    storage = server.storage();
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
